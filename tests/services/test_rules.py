"""Dated rules are entered by one person and checked by another; what was never changes."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.benefits import Effect
from app.domain.errors import Conflict, NotAllowed, RuleBroken
from app.domain.vocabulary import Benefit, Role
from app.services import rules as acts
from app.store import benefits, rules
from app.store.models.rules import RuleValue
from app.store.models.trail import AuditEvent
from tests.rule_rows import first_rows, live_on

LIMIT = "pension.earnings_limit"


@pytest.fixture
def entered(world):
    """Next year's limit, entered by Aada."""
    return acts.add_rule(
        world.aada, LIMIT, "1 010,50", valid_from=date(2027, 1, 1), source="kela.fi", now=world.now
    )


@pytest.fixture
def second(world):
    return world.user("Aatu", Role.ADMINISTRATOR)


def outcome_in_january(world):
    shift = world.shift(day="2027-01-13")
    return benefits.outcome_of_offer(world.offer(world.kalle, shift), now=world.now)


def test_a_new_value_counts_fully_only_when_another_has_checked_it(world, second):
    live_on(world, world.kalle, Benefit.DISABILITY_PENSION)
    assert outcome_in_january(world).stops == ("limit_unknown",)
    rule_id = acts.add_rule(
        world.aada, LIMIT, "1010,50", valid_from=date(2027, 1, 1), source="kela.fi", now=world.now
    )
    found = benefits.outcome_of_offer(
        world.offer(world.kalle, world.shift(day="2027-01-14")), now=world.now
    )
    assert (found.limit_cents, found.stops) == (101050, ("rule_unchecked",))
    acts.confirm_rule(second, rule_id, now=world.now)
    found = benefits.outcome_of_offer(
        world.offer(world.kalle, world.shift(day="2027-01-15")), now=world.now
    )
    assert (found.limit_cents, found.effect) == (101050, Effect.NO_EFFECT)


def test_nobody_checks_their_own(world, entered, second):
    with pytest.raises(RuleBroken, match="rule_own_check"):
        acts.confirm_rule(world.aada, entered, now=world.now)
    acts.confirm_rule(second, entered, now=world.now)
    row = world.get(RuleValue, entered)
    assert (row.confirmed, row.checked_by_id, row.checked_on) == (True, second.user_id, world.today)
    acts.confirm_rule(second, entered, now=world.now)
    assert world.count(AuditEvent, AuditEvent.object_type == "rule_value") == 2


def test_old_rows_stay_and_no_day_is_given_twice(world, entered):
    before = {(row.valid_from, row.value) for row in rules.list_dated([LIMIT])}
    with pytest.raises(Conflict, match="rule_dated_already"):
        acts.add_rule(
            world.aada, LIMIT, "1", valid_from=date(2026, 1, 1), source="x", now=world.now
        )
    assert {(row.valid_from, row.value) for row in rules.list_dated([LIMIT])} == before
    assert (date(2027, 1, 1), "1010.50") in before


@pytest.mark.parametrize(
    ("key", "value", "source", "code"),
    [
        ("no.such", "1", "x", "rule_unknown"),
        (LIMIT, "paljon", "x", "rule_value_unreadable"),
        (LIMIT, "-1", "x", "rule_value_unreadable"),
        (LIMIT, "", "x", "rule_value_unreadable"),
        (LIMIT, "1", " ", "rule_source_missing"),
        ("unemployment.name", "", "x", "rule_value_unreadable"),
    ],
)
def test_what_cannot_be_read_or_has_no_source_is_not_taken(world, key, value, source, code):
    with pytest.raises(RuleBroken, match=code):
        acts.add_rule(
            world.aada, key, value, valid_from=date(2028, 1, 1), source=source, now=world.now
        )


def test_only_what_waits_can_be_taken_away(world, entered, second):
    first = world.all(RuleValue, RuleValue.entered_by_id.is_(None))[0].id
    with pytest.raises(Conflict, match="rule_in_force"):
        acts.discard_rule(world.aada, first, now=world.now)
    other = acts.add_rule(
        world.aada, LIMIT, "5", valid_from=date(2028, 1, 1), source="x", now=world.now
    )
    acts.discard_rule(world.aada, other, now=world.now)
    assert world.count(RuleValue, RuleValue.id == other) == 0
    acts.confirm_rule(second, entered, now=world.now)
    with pytest.raises(Conflict, match="rule_in_force"):
        acts.discard_rule(world.aada, entered, now=world.now)


def test_only_administrators_touch_the_rules(world, entered):
    for actor in (world.carla, world.dina, world.tuomo, world.kalle):
        with pytest.raises(NotAllowed):
            acts.confirm_rule(actor, entered, now=world.now)


def test_the_site_comes_with_the_rows_of_its_sources_unchecked(world):
    rows = {(row.key, row.valid_from): row for row in rules.list_dated()}
    for row in first_rows(confirmed=False):
        assert rows[row.key, row.valid_from].value == row.value
        assert rows[row.key, row.valid_from].source
        assert not rows[row.key, row.valid_from].confirmed
