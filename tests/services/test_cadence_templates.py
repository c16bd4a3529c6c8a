"""The usual steps of follow-along plans are entered by one and checked by another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.cadence import PlanKind, StepKey, StepRule
from app.domain.errors import Conflict, NotAllowed, RuleBroken
from app.domain.vocabulary import Role
from app.services import cadence_templates as acts
from app.store import cadence_templates
from app.store.models.cadence import CadenceTemplate
from app.store.models.trail import AuditEvent

WEEKLY = StepRule(PlanKind.JOB, StepKey.WEEKLY, 0, 6, every_days=7, times=6)
SINCE = date(2027, 1, 1)
SOURCE = {"valid_from": SINCE, "source": "Laatuasteikko 2027"}


@pytest.fixture
def entered(world):
    return acts.add_step(world.aada, WEEKLY, **SOURCE, now=world.now)


@pytest.fixture
def second(world):
    return world.user("Aatu", Role.ADMINISTRATOR)


def times_of(agreed_at, on):
    kept = cadence_templates.list_kept()
    rules = cadence_templates.rules_of(kept, PlanKind.JOB, agreed_at=agreed_at, on=on)
    return next(rule.times for rule in rules if rule.step is StepKey.WEEKLY)


def test_the_site_comes_with_the_scale_and_a_light_form_for_gigs(world):
    kept = cadence_templates.list_kept()
    job, gig = (
        cadence_templates.rules_of(kept, kind, agreed_at=world.now, on=world.today)
        for kind in (PlanKind.JOB, PlanKind.GIG)
    )
    assert [rule.step for rule in job] == [
        StepKey.BEFORE_START, StepKey.AFTER_START, StepKey.EMPLOYER_WEEK, StepKey.WEEKLY,
        StepKey.EMPLOYER_MONTH, StepKey.MONTHLY, StepKey.AFTER_END,
    ]  # fmt: skip
    assert [rule.step for rule in gig] == [
        StepKey.BEFORE_START, StepKey.AT_START, StepKey.AFTER_START, StepKey.REGULAR,
    ]  # fmt: skip
    assert (job[3].times, job[5].times, gig[3].every_shifts) == (4, 11, 4)


def test_a_new_step_counts_once_another_has_checked_it(world, entered, second):
    later = world.now + timedelta(days=60)
    assert times_of(later, SINCE) == 4
    with pytest.raises(RuleBroken, match="rule_own_check"):
        acts.confirm_step(world.aada, entered, now=world.now)
    acts.confirm_step(second, entered, now=later)
    acts.confirm_step(second, entered, now=later)
    assert times_of(later, SINCE) == 6
    assert times_of(later, SINCE - timedelta(days=1)) == 4
    assert world.count(AuditEvent, AuditEvent.object_type == "cadence_template") == 2


def test_a_plan_that_was_made_before_the_check_keeps_its_steps(world, entered, second):
    checked = world.now + timedelta(days=60)
    acts.confirm_step(second, entered, now=checked)
    assert times_of(checked - timedelta(seconds=1), SINCE) == 4


@pytest.mark.parametrize(
    ("rule", "facts", "code"),
    [
        (WEEKLY, {"source": " "}, "rule_source_missing"),
        (replace(WEEKLY, kind=PlanKind.GIG), {}, "rule_unknown"),
        (replace(WEEKLY, times=0), {}, "cadence_rhythm"),
        (replace(WEEKLY, last_day=-1), {}, "cadence_days_backwards"),
    ],
)
def test_a_step_without_sense_or_source_is_refused(world, rule, facts, code):
    with pytest.raises(RuleBroken, match=code):
        acts.add_step(world.aada, rule, **(SOURCE | facts), now=world.now)


def test_no_day_is_given_twice_and_what_waits_can_be_taken_away(world, entered, second):
    with pytest.raises(Conflict, match="rule_dated_already"):
        acts.add_step(world.aada, WEEKLY, **SOURCE, now=world.now)
    acts.discard_step(second, entered, now=world.now)
    first = world.all(CadenceTemplate)[0]
    with pytest.raises(Conflict, match="rule_in_force"):
        acts.discard_step(second, first.id, now=world.now)
    with pytest.raises(NotAllowed):
        acts.add_step(world.carla, WEEKLY, **SOURCE, now=world.now)
