"""How many an order could be asked of: the matcher's number, and never one that tells of one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.errors import NotAllowed
from app.domain.vocabulary import CoachWanted, PassKind, Scale
from app.matching.inputs import build
from app.matching.shortlist import Group, judge
from app.services import reach
from app.services.reach import Reach
from app.store import facts
from app.store.models.people import Client
from tests.services.test_tasks import DRAFT

if TYPE_CHECKING:
    from app.domain.policy import Actor
    from app.domain.tasks import TaskDraft
    from tests.world import World

WEDNESDAY = replace(
    DRAFT, first_on=date(2026, 12, 2), start_time=time(10), end_time=time(12),
    coach_wanted=CoachWanted.NO,
)  # fmt: skip


def asked(world: World, draft: TaskDraft, actor: Actor | None = None) -> Reach | None:
    who = actor or world.oona
    organisation_id = world.oona.organisation_id
    assert organisation_id
    return reach.count_reach(who, draft, organisation_id=organisation_id, now=world.now)


def fitting(world: World, draft: TaskDraft) -> int:
    """How many the rules let through when each client is judged alone."""
    assert world.oona.organisation_id
    shift = reach.first_time(draft, world.oona.organisation_id)
    ids = [one.id for one in world.all(Client)]
    inputs = build(**facts.load_facts(ids, [], now=world.now))
    judged = (judge(one, shift, inputs.context) for one in inputs.clients.values())
    return sum(one.group is Group.FITS for one in judged)


def test_the_number_is_the_matchers_down_to_a_full_five(world: World) -> None:
    few = fitting(world, WEDNESDAY)
    people = world.clients(12)
    assert fitting(world, WEDNESDAY) == few + 12
    assert asked(world, WEDNESDAY) == Reach((few + 12) // 5 * 5)

    for one in people[: few + 12 - 9]:
        world.limit(one, Scale.LIFTING, 0)
    heavy = replace(WEDNESDAY, demands={Scale.LIFTING: 2})
    assert fitting(world, heavy) < 10
    assert asked(world, heavy) == Reach(5)


def test_nobody_and_few_look_the_same(world: World) -> None:
    night = replace(WEDNESDAY, start_time=time(2), end_time=time(4))
    assert fitting(world, night) == 0
    world.clients(3)
    locked = replace(WEDNESDAY, passes=(PassKind.SAFETY_CARD,))
    assert asked(world, night) == asked(world, locked) == Reach(None)


def test_a_time_gone_by_is_not_counted(world: World) -> None:
    gone = replace(WEDNESDAY, first_on=world.today - timedelta(days=1))
    assert asked(world, gone) is None


def test_a_stranger_is_told_no_number(world: World) -> None:
    with pytest.raises(NotAllowed):
        asked(world, WEDNESDAY, world.otto)
