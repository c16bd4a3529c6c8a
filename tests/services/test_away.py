"""A coach is away: who comes instead, who may go alone, what must move; and taking it back."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.away import Way
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.lifecycle import BookingState
from app.domain.questions import Said
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.services import away, presence
from app.store import bookings
from app.store.models.people import Absence, User
from app.store.models.presence import CoachAway, PresenceChange
from app.store.models.support import Alert
from app.store.models.trail import OutboxMessage
from app.store.models.work import CoachBooking, Shift

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.world import World

pytestmark = pytest.mark.usefixtures("engine_app")


def visit(world: World, client: Actor, day: str = "ma", starts: str = "12:00", ends: str = "14:00",
          coach: Actor | None = None, **facts: object) -> UUID:  # fmt: skip
    """A shift of today unless told, with this client and a coach booked to go along."""
    shift_id = world.shift(day, starts, ends, **facts)
    world.placed(client, shift_id)
    world.booking(coach or world.carla, shift_id, [client])
    return shift_id


def say(world: World, actor: Actor | None = None, days: int = 0) -> UUID:
    last_on = world.today + timedelta(days=days)
    assert world.carla.user_id is not None
    return away.say_away(
        actor or world.carla, world.carla.user_id, world.today, last_on, now=world.now
    )


def letters(world: World, template: str) -> list[OutboxMessage]:
    return world.all(OutboxMessage, OutboxMessage.template == template)


def going(world: World, shift_id: UUID) -> list[UUID]:
    rows = world.all(CoachBooking, CoachBooking.shift_id == shift_id,
                     CoachBooking.state == BookingState.BOOKED)  # fmt: skip
    return [row.coach_id for row in rows]


def test_a_colleague_comes_and_everybody_is_told_in_one_act(world: World) -> None:
    shift_id = visit(world, world.kalle)
    say(world)
    assert going(world, shift_id) == [world.celia.user_id]
    assert world.count(Absence, Absence.user_id == world.carla.user_id) == 1
    told = {row.template: row for row in world.all(OutboxMessage)}
    assert {"substitute_booked", "coach_changed", "coach_changed_orderer"} <= set(told)
    assert "colleague_away" not in told
    # Everybody is told now: nothing waits longer than a minute.
    assert all(row.next_try_at <= world.now + timedelta(minutes=1) for row in told.values())
    (change,) = world.all(PresenceChange)
    assert (change.way, change.client_id) == (Way.SUBSTITUTE, world.kalle.client_id)


def test_only_the_client_decides_to_go_alone_and_the_orderer_hears_it(world: World) -> None:
    world.change(User, world.celia.user_id, active=False)
    shift_id = visit(world, world.kalle, coach_wanted=CoachWanted.NO)
    say(world)
    assert going(world, shift_id) == []
    (change,) = world.all(PresenceChange)
    assert change.way is Way.ALONE
    assert len(letters(world, "coach_away_orderer")) == 1
    presence.answer_presence(world.kalle, change.id, Said.YES, now=world.now)
    assert len(letters(world, "coach_alone_orderer")) == 1
    assert world.count(Alert) == 0
    shift = world.get(Shift, shift_id)
    assert world.kalle.client_id is not None
    assert not bookings.get_presence(shift, world.kalle.client_id).required


def test_a_no_takes_nothing_away_and_the_coach_hears_of_it(world: World) -> None:
    world.change(User, world.celia.user_id, active=False)
    visit(world, world.kalle, coach_wanted=CoachWanted.NO)
    say(world)
    (change,) = world.all(PresenceChange)
    with pytest.raises(Missing):
        presence.answer_presence(world.kaisa, change.id, Said.NO, now=world.now)
    presence.answer_presence(world.kalle, change.id, Said.NO, now=world.now)
    assert [row.kind for row in world.all(Alert)] == ["no_coach"]
    assert len(letters(world, "coach_away_move")) == 1
    world.pass_time(hours=6)
    with pytest.raises(Conflict, match="presence_over"):
        presence.answer_presence(world.kalle, change.id, Said.YES, now=world.now)


def test_what_the_orderer_asked_a_coach_for_must_move(world: World) -> None:
    colleague = world.coach("Cecilia")
    world.change(User, world.celia.user_id, active=False)
    world.booking(colleague, world.shift("ma", "12:30", "13:30", title="Muu"))
    visit(world, world.kalle, coach_wanted=CoachWanted.ALWAYS)
    say(world)
    (change,) = world.all(PresenceChange)
    assert change.way is Way.MOVE
    assert len(letters(world, "coach_away_move")) == 1
    assert [row.user_id for row in letters(world, "colleague_away")] == [colleague.user_id]
    assert [row.kind for row in world.all(Alert)] == ["no_coach"]


def test_one_colleague_is_not_promised_to_two_places(world: World) -> None:
    first = visit(world, world.kalle, coach_wanted=CoachWanted.NO)
    second = visit(world, world.kaisa, coach_wanted=CoachWanted.NO, title="Muu",
                   coach=world.celia)  # fmt: skip
    third = visit(world, world.kerttu, "ti", coach_wanted=CoachWanted.NO, title="Huomenna")
    world.change(User, world.celia.user_id, support_minutes_week=180)
    say(world, days=1)
    # Celia is elsewhere at noon, and with tomorrow's two hours her week would be over its limit.
    assert [going(world, one) for one in (first, second, third)] == [[], [world.celia.user_id], []]


def test_days_ahead_are_planned_and_days_outside_stay(world: World) -> None:
    inside, outside = visit(world, world.kalle, "ke"), visit(world, world.kalle, "pe")
    say(world, days=3)
    assert going(world, inside) == [world.celia.user_id]
    assert going(world, outside) == [world.carla.user_id]


def test_a_colleague_says_it_for_who_phones_in_and_a_stranger_cannot(world: World) -> None:
    visit(world, world.kalle)
    for stranger in (world.cleo, world.dina, world.kalle):
        with pytest.raises(Missing):
            say(world, stranger)
    away_id = say(world, world.celia)
    assert world.get(CoachAway, away_id).said_by_id == world.celia.user_id


def test_said_twice_is_said_once(world: World) -> None:
    visit(world, world.kalle)
    assert say(world) == say(world, world.celia)
    assert (world.count(CoachAway), world.count(PresenceChange)) == (1, 1)
    with pytest.raises(RuleBroken, match="away_known"):
        say(world, days=2)


def test_nothing_is_done_that_was_not_shown(world: World) -> None:
    visit(world, world.kalle)
    carla = world.carla.user_id
    assert carla is not None
    shown = away.foresee_away(world.carla, carla, world.today, world.today, now=world.now)
    assert world.count(CoachAway) == 0
    world.booking(world.celia, world.shift("ma", "11:00", "13:00", title="Muu"))
    with pytest.raises(Conflict, match="replan_changed"):
        away.say_away(world.carla, carla, world.today, world.today, seen=shown.mark, now=world.now)
    assert (world.count(CoachAway), world.count(Absence)) == (0, 0)


@pytest.mark.parametrize(("first", "days"), [(-1, 0), (1, -1), (0, 60)])
def test_odd_days_are_refused(world: World, first: int, days: int) -> None:
    first_on = world.today + timedelta(days=first)
    assert world.carla.user_id is not None
    with pytest.raises(RuleBroken, match="away_days_odd"):
        away.say_away(
            world.carla, world.carla.user_id, first_on, first_on + timedelta(days=days),
            now=world.now,
        )  # fmt: skip


def test_taken_back_at_once_everything_is_as_before_and_told(world: World) -> None:
    shift_id = visit(world, world.kalle)
    away_id = say(world)
    world.pass_time(minutes=10)
    assert away.undo_away(world.carla, away_id, now=world.now) == (1, 0)
    assert going(world, shift_id) == [world.carla.user_id]
    assert world.count(Absence) == 0
    assert len(letters(world, "coach_changed")) == 2
    assert len(letters(world, "substitute_freed")) == 1
    with pytest.raises(Gone, match="undo_too_late"):
        away.undo_away(world.carla, away_id, now=world.now)
    say(world)
    assert going(world, shift_id) == [world.celia.user_id]


def test_later_it_stands_and_who_is_elsewhere_by_now_does_not_get_it_back(world: World) -> None:
    shift_id = visit(world, world.kalle)
    away_id = say(world)
    world.booking(world.carla, world.shift("ma", "13:00", "15:00", title="Muu"))
    assert away.undo_away(world.celia, away_id, now=world.now) == (0, 1)
    assert going(world, shift_id) == [world.celia.user_id]
    later = say(world)
    world.pass_time(minutes=16)
    with pytest.raises(Gone, match="undo_too_late"):
        away.undo_away(world.carla, later, now=world.now)


def test_an_instructor_has_a_substitute_too_and_comes_back(world: World) -> None:
    shift_id = world.shift("ma", "12:00", "14:00", instructor_along=True)
    booking_id = world.booking(world.carla, shift_id)
    world.change(CoachBooking, booking_id, role="instructor")
    away_id = say(world)
    assert going(world, shift_id) == [world.celia.user_id]
    assert away.undo_away(world.carla, away_id, now=world.now) == (1, 0)
    assert going(world, shift_id) == [world.carla.user_id]


def test_a_client_who_needs_a_coach_always_is_asked_as_anybody(world: World) -> None:
    needy = world.client("Kirsti", support_need=SupportNeed.ALWAYS)
    world.change(User, world.celia.user_id, active=False)
    visit(world, needy, coach_wanted=CoachWanted.NO)
    say(world)
    assert [row.way for row in world.all(PresenceChange)] == [Way.ALONE]
