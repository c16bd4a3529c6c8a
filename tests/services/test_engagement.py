"""Ways of engaging are entered by one person and checked by another; what was never changes."""

from __future__ import annotations

from datetime import date

import pytest

from app.domain.engagement import Evidence, Party, Responsibility
from app.domain.errors import Conflict, NotAllowed, RuleBroken
from app.domain.vocabulary import EngagementModel, Role
from app.services import engagement as acts
from app.store import engagement
from app.store.models.rules import EngagementVersion
from app.store.models.trail import AuditEvent

PARTNER = EngagementModel.PARTNER
NEW = Responsibility(
    model=PARTNER, employs=Party.PARTNER, pays=Party.PARTNER, invoices=Party.PARTNER,
    directs=Party.INSTRUCTOR_OR_ORDERER, needs_agreement=True, evidence=Evidence.CONTRACT,
    valid_from=date(2027, 1, 1), source="Puitesopimus 12/2026",
)  # fmt: skip
IN_TIME = date(2027, 2, 1)


@pytest.fixture
def entered(world):
    return acts.add_version(world.aada, NEW, now=world.now)


@pytest.fixture
def second(world):
    return world.user("Aatu", Role.ADMINISTRATOR)


def test_the_site_comes_with_the_four_ways_unchecked(world):
    kept = engagement.list_kept()
    assert [len(kept[model]) for model in EngagementModel] == [1, 1, 1, 1]
    assert not any(one.row.confirmed for rows in kept.values() for one in rows)
    hired = engagement.find_responsibility(EngagementModel.DIRECT_HIRE, on=world.today)
    assert (hired.employs, hired.invoices, hired.needs_agreement) == (
        Party.ORDERER, Party.NOBODY, False,
    )  # fmt: skip


def test_a_new_version_counts_from_its_day_once_another_has_checked_it(world, entered, second):
    assert engagement.find_responsibility(PARTNER, on=IN_TIME).directs is Party.ORDERER
    with pytest.raises(RuleBroken, match="rule_own_check"):
        acts.confirm_version(world.aada, entered, now=world.now)
    acts.confirm_version(second, entered, now=world.now)
    acts.confirm_version(second, entered, now=world.now)
    assert engagement.find_responsibility(PARTNER, on=IN_TIME).directs is NEW.directs
    assert engagement.find_responsibility(PARTNER, on=world.today).directs is Party.ORDERER
    assert world.count(AuditEvent, AuditEvent.object_type == "engagement_version") == 2


def test_no_day_is_given_twice_and_no_version_is_without_source(world, entered):
    with pytest.raises(Conflict, match="rule_dated_already"):
        acts.add_version(world.aada, NEW, now=world.now)
    with pytest.raises(RuleBroken, match="rule_source_missing"):
        acts.add_version(
            world.aada, Responsibility(**{**_values(NEW), "source": " "}), now=world.now
        )


def _values(row):
    return {name: getattr(row, name) for name in Responsibility.__dataclass_fields__}


def test_only_what_waits_can_be_taken_away(world, entered, second):
    first = engagement.list_kept()[PARTNER][-1].id
    with pytest.raises(Conflict, match="rule_in_force"):
        acts.discard_version(world.aada, first, now=world.now)
    acts.discard_version(second, entered, now=world.now)
    assert world.count(EngagementVersion, EngagementVersion.id == entered) == 0


def test_only_administrators_touch_them(world, entered):
    for actor in (world.dina, world.carla, world.oona, world.tuomo):
        with pytest.raises(NotAllowed):
            acts.confirm_version(actor, entered, now=world.now)
