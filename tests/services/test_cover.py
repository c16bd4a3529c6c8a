"""When somebody is missing: who stands on which rung, and what trying one writes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.calendar import local_day
from app.domain.cover import Risk, Rung
from app.domain.errors import Conflict, Missing, NotAllowed
from app.domain.lifecycle import OfferState
from app.domain.vocabulary import Category, CoachWanted, SupportNeed
from app.services import attendance, cover
from app.store import risks
from app.store.models.asking import ChangeRequest
from app.store.models.people import Absence, Client, User
from app.store.models.trail import OutboxMessage
from app.store.models.work import Shift

if TYPE_CHECKING:
    from uuid import UUID

    from tests.world import World

ALONE = {"coach_wanted": CoachWanted.NO}


def people(world: World, shift_id: UUID) -> dict[Rung, int]:
    ladder = cover.get_ladder(world.dina, shift_id, now=world.now)
    return {row.rung: row.people for row in ladder.rungs}


def letters(world: World) -> list[str]:
    return [letter.template for letter in world.all(OutboxMessage)]


def veterans(world: World) -> UUID:
    """A shift with a place; Kalle works at the order, Kaisa knows the site, Aino the work."""
    task = world.open_task(times=2, weeks=1, **ALONE)
    world.placed(world.kalle, task.shift_ids[1])
    same_site = world.shift(day="ma", weeks=-2, category=Category.GARDEN, **ALONE)
    world.performed(world.kaisa, same_site)
    same_work = world.shift(day="ma", weeks=-2, orderer=world.otto, **ALONE)
    world.performed(world.client("Aino"), same_work)
    world.client("Eino")
    return task.shift_ids[0]


def test_everybody_who_fits_stands_on_one_rung(world: World) -> None:
    found = people(world, veterans(world))
    assert (found[Rung.TEAM], found[Rung.SITE], found[Rung.SKILL]) == (1, 1, 1)
    assert found[Rung.OTHERS] >= 1


def test_whoever_cannot_come_is_not_asked_again_and_does_not_count_as_filled(world: World) -> None:
    shift_id = veterans(world)
    placed = world.placed(world.kalle, shift_id)
    assert cover.get_ladder(world.dina, shift_id, now=world.now).missing == 0
    attendance.cannot_come(world.kalle, placed, reason="health", now=world.now)
    ladder = cover.get_ladder(world.dina, shift_id, now=world.now)
    assert ladder.missing == 1
    assert people(world, shift_id)[Rung.TEAM] == 0


def test_who_needs_a_coach_counts_only_while_one_can_come(world: World) -> None:
    shift_id = veterans(world)
    world.change(Client, world.kaisa.client_id, support_need=SupportNeed.ALWAYS)
    assert people(world, shift_id)[Rung.SITE] == 1
    day = local_day(world.get(Shift, shift_id).starts_at)
    for coach in (world.carla, world.celia):
        world.add(Absence(user_id=coach.user_id, starts_on=day, ends_on=day))
    found = people(world, shift_id)
    assert (found[Rung.TEAM], found[Rung.SITE]) == (1, 0)


def test_a_rung_of_people_writes_to_their_coaches_once_a_day(world: World) -> None:
    shift_id = veterans(world)
    for _ in range(2):
        assert cover.take_rung(world.dina, shift_id, Rung.SITE, now=world.now) == 1
    (letter,) = world.all(OutboxMessage)
    assert (letter.template, letter.user_id) == ("cover_wanted", world.carla.user_id)
    ladder = cover.get_ladder(world.dina, shift_id, now=world.now)
    assert [row.rung for row in ladder.rungs if row.tried_at] == [Rung.SITE]


@pytest.mark.parametrize("rung", [Rung.POSTPONE, Rung.TELL])
def test_the_last_rungs_write_to_the_orderer(world: World, rung: Rung) -> None:
    shift_id = world.shift(weeks=1)
    assert cover.take_rung(world.dina, shift_id, rung, now=world.now) == 1
    assert letters(world) == [f"cover_{rung}"]


def test_only_a_dispatcher_climbs_and_not_once_it_has_begun(world: World) -> None:
    shift_id = world.shift(day="ma", starts="12:00", ends="13:00")
    with pytest.raises(NotAllowed):
        cover.get_ladder(world.carla, shift_id, now=world.now)
    with pytest.raises(Missing):
        cover.get_ladder(world.otto, shift_id, now=world.now)
    world.pass_time(hours=5)
    with pytest.raises(Conflict):
        cover.take_rung(world.dina, shift_id, Rung.TELL, now=world.now)


# --- at risk


def at_risk(world: World) -> list[tuple[Risk, ...]]:
    return [one.risks for one in risks.list_at_risk(now=world.now)]


def test_a_near_shift_without_its_people_is_at_risk_and_a_far_one_is_not(world: World) -> None:
    world.shift(day="ti", **ALONE)
    world.shift(day="pe", **ALONE)
    assert at_risk(world) == [(Risk.UNFILLED,)]


def test_a_yes_that_nobody_confirmed_and_a_missing_coach_are_risks(world: World) -> None:
    unsure = world.shift(day="ti", starts="09:00", ends="10:00", **ALONE)
    world.offer(world.kalle, unsure, state=OfferState.ACCEPTED)
    alone = world.shift(day="ti", starts="12:00", ends="13:00", coach_wanted=CoachWanted.ALWAYS)
    world.placed(world.kaisa, alone)
    assert at_risk(world) == [(Risk.UNCONFIRMED,), (Risk.NO_COACH,)]
    for shift_id in (unsure, alone):
        assert cover.remind_coaches(world.dina, shift_id, now=world.now) == 1
    assert letters(world) == ["shift_unsure", "shift_unsure"]
    world.booking(world.carla, alone, [world.kaisa])
    assert at_risk(world) == [(Risk.UNCONFIRMED,)]


def test_an_orderer_who_does_not_answer_is_a_risk(world: World) -> None:
    shift_id = world.shift(day="ti", **ALONE)
    world.placed(world.kalle, shift_id)
    assert at_risk(world) == []
    shift = world.get(Shift, shift_id)
    world.add(
        ChangeRequest(
            shift_id=shift_id, starts_at=shift.starts_at + timedelta(hours=1),
            ends_at=shift.ends_at + timedelta(hours=1), asked_by_id=world.carla.user_id,
            asked_at=world.now,
        )
    )  # fmt: skip
    assert at_risk(world) == [(Risk.SILENT_ORDERER,)]
    (one,) = risks.list_at_risk(now=world.now)
    assert one.callee == ("Pirjo", "09 222")
    world.change(User, world.oona.user_id, phone="040 111 2222")
    (one,) = risks.list_at_risk(now=world.now)
    assert one.callee == ("Oona", "040 111 2222")


def test_no_shift_at_risk_is_left_out_however_many_there_are(world: World) -> None:
    first = world.get(Shift, world.shift(day="ti", **ALONE))
    more = [
        Shift(
            task_id=first.task_id, series_id=first.series_id, starts_at=first.starts_at,
            occurrence_on=first.occurrence_on + timedelta(days=n), ends_at=first.ends_at, places=1,
        )
        for n in range(1, 320)
    ]  # fmt: skip
    world.add(*more)
    assert len(at_risk(world)) == 320
