"""Pay, place and demands of an order change: who said yes is asked anew, the past stays."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from app.domain.calendar import month_start
from app.domain.errors import Conflict, Missing, NotAllowed, RuleBroken
from app.domain.lifecycle import AttendanceState, OfferState, ShiftState, TaskState, WaveState
from app.domain.terms import terms_of
from app.domain.vocabulary import PassKind, PlaceKind, Scale
from app.services import answers, attendance, terms
from app.services import tasks as orders
from app.store import benefits, former_terms, own_shifts, tasks, waves
from app.store.db import db
from app.store.models.rules import PassRule, WageFloor
from app.store.models.trail import AuditEvent, AuditEventClient, OutboxMessage
from app.store.models.work import (
    Attendance,
    CoachBooking,
    Offer,
    Shift,
    Task,
    Wave,
    WorkedHours,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.terms import Impact, Wanted
    from tests.world import World


def wanted(world: World, task_id: UUID, **facts: object) -> Wanted:
    """The terms as they are, but for these."""
    same = terms_of(tasks.draft_of(tasks.get_task(world.oona, task_id)))
    return replace(same, **facts)  # type: ignore[arg-type]


def change(world: World, task_id: UUID, by: Actor | None = None, **facts: object) -> Impact:
    """Look at what a change would do, then do it."""
    said = wanted(world, task_id, **facts)
    seen = terms.foresee(by or world.oona, task_id, said, now=world.now)
    return terms.change_terms(by or world.oona, task_id, said, seen=seen.mark, now=world.now)


def letters(world: World) -> list[tuple[str, UUID | None]]:
    return sorted(
        ((one.template, one.client_id or one.user_id) for one in world.all(OutboxMessage)), key=str
    )


def show_next(world: World, client: Actor) -> list[UUID]:
    with unit_of_work():
        return waves.show_next([client.client_id] if client.client_id else [], now=world.now)


def anew(world: World) -> Offer:
    (found,) = world.all(Offer, Offer.asks_anew, Offer.state != OfferState.WITHDRAWN)
    return found


def test_who_had_said_yes_is_asked_anew_and_everybody_is_told_once(world: World) -> None:
    task = world.open_task(times=3)
    attendance_id = world.placed(world.kalle, task.shift_ids[1])
    booking = world.booking(world.carla, task.shift_ids[1], [world.kalle])
    shown = world.offer(world.kaisa, task.shift_ids[2])
    impact = change(world, task.id, pay_cents_per_hour=1400, demands={Scale.LIFTING: 2})

    assert (impact.people, len(impact.ahead)) == (1, 3)
    assert world.get(Task, task.id).pay_cents_per_hour == 1400
    assert world.get(Attendance, attendance_id).state is AttendanceState.CANCELLED
    assert world.get(CoachBooking, booking).state.value == "cancelled"
    assert world.get(Offer, shown).state is OfferState.WITHDRAWN
    assert [world.get(Shift, one).taken for one in task.shift_ids] == [0, 0, 0]
    asked = anew(world)
    assert (asked.client_id, asked.state, asked.pay_cents) == (
        world.kalle.client_id, OfferState.SENT, 4200,
    )  # fmt: skip
    assert letters(world) == sorted(
        [
            ("offer_new", world.kalle.client_id),
            ("offer_withdrawn", world.kaisa.client_id),
            ("task_terms_changed", world.oona.user_id),
            ("work_changed_coach", world.carla.user_id),
        ],
        key=str,
    )

    answers.page.accept_offer(world.kalle, asked.id, now=world.now)
    assert world.get(Shift, task.shift_ids[1]).taken == 1


def test_the_trail_keeps_old_and_new_with_whom_it_touched(world: World) -> None:
    task = world.open_task()
    world.placed(world.kalle, task.shift_id)
    change(world, task.id, pay_cents_per_hour=1400, passes=(PassKind.SAFETY_CARD,))
    (row,) = world.all(AuditEvent, AuditEvent.object_type == "task", AuditEvent.action == "update")
    assert (row.facts["old_pay"], row.facts["new_pay"]) == (1250, 1400)
    assert (row.facts["old_passes"], row.facts["new_passes"]) == ([], ["occupational_safety_card"])
    assert row.facts["old_site"] == row.facts["new_site"]
    touched = world.all(AuditEventClient, AuditEventClient.event_id == row.id)
    assert [one.client_id for one in touched] == [world.kalle.client_id]


def test_money_of_what_was_done_or_has_begun_stays(engine_app: object, world: World) -> None:
    task = world.open_task(times=3)
    done = world.performed(world.kalle, task.shift_ids[0])
    coming = [world.placed(world.kalle, one) for one in task.shift_ids[1:]]
    # The second time has begun: its hours are made after the change, at the pay of its day.
    world.move_to("ke 10:30", weeks=1)
    attendance.check_in(world.oona, coming[0], now=world.now)
    change(world, task.id, pay_cents_per_hour=1500)
    world.move_to("ke 13:00", weeks=0)
    attendance.check_out(world.oona, coming[0], now=world.now)

    (second,) = world.all(WorkedHours, WorkedHours.attendance_id == coming[0])
    assert second.pay_cents_per_hour == 1250
    assert world.get(WorkedHours, done).pay_cents_per_hour == 1250
    answers.page.accept_offer(world.kalle, anew(world).id, now=world.now)
    assert world.kalle.client_id
    earned = benefits.earnings_of_month(world.kalle.client_id, month_start(world.day("ke", 2)))
    assert (earned.done_cents, earned.coming_cents) == (3 * 1250, 3 * 1500)


def test_what_has_begun_keeps_its_place_and_its_pay_on_every_page(world: World) -> None:
    task = world.open_task(times=2)
    begun = world.placed(world.kalle, task.shift_ids[0])
    world.move_to("ke 11:00", weeks=0)
    change(world, task.id, pay_cents_per_hour=1500, place="Koivula", area="Vallila")
    mine = own_shifts.get_own_shift(world.kalle, begun)
    assert (mine.site.name, mine.pay_cents) == ("Palvelutalo Pihlaja, pääovi", 3 * 1250)
    rows = db.session.execute(
        select(Shift.id, former_terms.PAY).join(Task, Task.id == Shift.task_id)
        .where(Task.id == task.id).order_by(Shift.starts_at)
    )  # fmt: skip
    assert [pay for _shift, pay in rows] == [1250, 1500]


def test_whoever_is_asked_anew_and_has_not_answered_is_not_lost_at_the_next_change(
    world: World,
) -> None:
    task = world.open_task()
    world.placed(world.kalle, task.shift_id)
    change(world, task.id, pay_cents_per_hour=1400)
    world.pass_time(minutes=5)
    assert change(world, task.id, demands={Scale.LIFTING: 2}).people == 1
    asked = anew(world)
    assert (asked.client_id, asked.state) == (world.kalle.client_id, OfferState.SENT)
    # Beside the new terms stand those to which the client had said yes, not those in between.
    was = former_terms.find_promised(asked)
    assert was is not None
    assert (was.pay_cents_per_hour, was.demands) == (1250, {"lifting": 1, "standing": 1})
    assert ("offer_withdrawn", world.kalle.client_id) not in letters(world)


def test_a_stale_page_changes_nothing(world: World) -> None:
    task = world.open_task()
    said = wanted(world, task.id, pay_cents_per_hour=1400)
    seen = terms.foresee(world.oona, task.id, said, now=world.now)
    change(world, task.id, demands={Scale.LIFTING: 2})
    with pytest.raises(Conflict, match="changed_meanwhile"):
        terms.change_terms(world.oona, task.id, said, seen=seen.mark, now=world.now)
    again = terms.foresee(world.oona, task.id, said, now=world.now)
    world.offer(world.kalle, task.shift_id, state=OfferState.ACCEPTED)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        terms.change_terms(world.oona, task.id, said, seen=again.mark, now=world.now)
    assert world.get(Task, task.id).pay_cents_per_hour == 1250
    assert world.get(Offer, world.all(Offer)[0].id).state is OfferState.ACCEPTED


def test_pay_under_the_floor_of_today_is_refused(world: World) -> None:
    task = world.open_task()
    world.add(WageFloor(agreement="TES", valid_from=world.today, cents_per_hour=1300, source="TES"))
    with pytest.raises(RuleBroken, match="pay_under_floor"):
        change(world, task.id, pay_cents_per_hour=1290)
    change(world, task.id, pay_cents_per_hour=1300)


def test_who_lacks_a_pass_that_is_needed_now_is_told_and_not_asked(world: World) -> None:
    task = world.open_task()
    world.add(
        PassRule(
            kind=PassKind.SAFETY_CARD, needed="before_start", valid_from=world.today, source="Laki"
        )
    )
    world.placed(world.kalle, task.shift_id)
    change(world, task.id, passes=(PassKind.SAFETY_CARD,))
    assert world.count(Offer, Offer.asks_anew) == 0
    told = letters(world)
    assert ("shift_cancelled", world.kalle.client_id) in told
    assert ("shift_cancelled_coach", world.carla.user_id) in told


def test_an_own_limit_is_told_to_the_client_who_may_say_yes_all_the_same(world: World) -> None:
    task = world.open_task()
    world.placed(world.kalle, task.shift_id)
    world.limit(world.kalle, Scale.LIFTING, 1)
    change(world, task.id, demands={Scale.LIFTING: 3})
    asked = anew(world)
    assert "limit_lifting" in (asked.reasons or "")
    assert asked.coach_reason is None


def test_only_an_open_order_and_only_by_its_own_side(world: World) -> None:
    task = world.open_task()
    said = wanted(world, task.id, pay_cents_per_hour=1400)
    assert change(world, task.id, by=world.dina, pay_cents_per_hour=1300).people == 0
    with pytest.raises(Missing):
        terms.foresee(world.otto, task.id, said, now=world.now)
    with pytest.raises(NotAllowed):
        terms.foresee(world.carla, task.id, said, now=world.now)
    world.change(Task, task.id, state=TaskState.CHANGES_REQUESTED)
    with pytest.raises(Conflict, match="terms_wait"):
        terms.foresee(world.oona, task.id, said, now=world.now)


def test_while_an_order_rests_only_who_had_said_yes_is_asked(world: World) -> None:
    task = world.open_task(times=2)
    world.placed(world.kalle, task.shift_id)
    orders.pause_task(world.oona, task.id, now=world.now)
    assert change(world, task.id, pay_cents_per_hour=1400).people == 1
    asked = anew(world)
    assert (asked.client_id, asked.state) == (world.kalle.client_id, OfferState.SENT)
    answers.page.accept_offer(world.kalle, asked.id, now=world.now)
    assert world.get(Shift, task.shift_id).taken == 1
    assert world.get(Task, task.id).state is TaskState.PAUSED

    queued = world.offer(world.kaisa, task.shift_ids[1], state=OfferState.QUEUED)
    world.change(Wave, world.get(Offer, queued).wave_id, state=WaveState.SENT)
    assert show_next(world, world.kaisa) == []
    orders.resume_task(world.oona, task.id, now=world.now)
    assert world.get(Task, task.id).pay_cents_per_hour == 1400
    assert show_next(world, world.kaisa) == [queued]


def test_a_place_given_up_while_an_order_rests_goes_to_nobody(world: World) -> None:
    task = world.open_task()
    world.placed(world.kalle, task.shift_id)
    orders.pause_task(world.oona, task.id, now=world.now)
    change(world, task.id, pay_cents_per_hour=1400)
    waiting = world.offer(world.kaisa, task.shift_id, state=OfferState.QUEUED)
    answers.page.decline_offer(world.kalle, anew(world).id, now=world.now)
    assert world.get(Shift, task.shift_id).taken == 0
    assert world.get(Offer, waiting).state is OfferState.QUEUED


def test_the_work_may_move_home_and_times_made_later_go_by_the_new_terms(world: World) -> None:
    task = world.open_task(times=2)
    impact = change(world, task.id, place="Etänä", area="", place_kind=PlaceKind.REMOTE)
    row = tasks.get_task(world.oona, task.id)
    assert (row.site.name, row.place_kind) == ("Etänä", PlaceKind.REMOTE)
    assert [world.get(Shift, one.id).state for one in impact.ahead] == [ShiftState.OPEN] * 2
