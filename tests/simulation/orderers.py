"""What orderers and the dispatcher do: order, screen, change their minds, agree hours, forget."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import literal, select

from app.cli.demo.story import at, draft
from app.domain.calendar import local_day
from app.domain.endings import WhyUnfilled
from app.domain.lifecycle import AttendanceState, HoursState, TaskOutcome, TaskState
from app.services import attendance, endings, hours, screening, tasks
from app.store.db import db
from app.store.models.work import Attendance, Shift, Task, WorkedHours
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.simulation.life import Life
    from tests.simulation.town import Town

# Shares of a hundred orders, hours, absences.
KEPT_AS_DRAFT, TWICE, CANCELLED, PAUSED, ON_WEEKENDS = 0.04, 0.3, 0.04, 0.02, 0.1
REFUSED, SENT_BACK, MENDED = 0.03, 0.08, 0.6
AGREES, COUNTERS, TELLS_OF_ABSENCE = 0.55, 0.1, 0.5
SATURDAY = 5
# A row of something new: whose id, of which organisation, in which state.
News = tuple["UUID", "UUID", str]
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass
class Orderers:
    """The orderers of a town and its dispatcher."""

    life: Life
    town: Town
    _seen: set[tuple[UUID, str]] = field(default_factory=set)

    def plan_orders(self, number: int, days: int) -> None:
        """So many orders over so many days, each of one or two times that end within them."""
        draw, today = self.life.random, local_day(self.life.now)
        for _ in range(number):
            posted_on = today + timedelta(days=draw.randrange(max(1, days - 5)))
            when = at(posted_on, draw.randrange(8, 16), draw.randrange(60))
            last = _workday_until(today + timedelta(days=days - 1))
            starts_on = min(self._some_day(posted_on), last)
            self.life.plan(when, self.order, draw.choice(self.town.orderers), starts_on, last)

    def _some_day(self, posted_on: date) -> date:
        """A day of the coming week; seldom one of a weekend, when hardly anybody can come."""
        day = posted_on + timedelta(days=self.life.random.randrange(2, 7))
        if day.weekday() < SATURDAY or self.life.random.random() < ON_WEEKENDS:
            return day
        return day + timedelta(days=7 - day.weekday())

    def order(self, orderer: Actor, starts_on: date, last: date) -> None:
        draw = self.life.random
        again = draw.random() < TWICE and starts_on + timedelta(days=7) <= last
        rule = f"FREQ=WEEKLY;COUNT=2;BYDAY={WEEKDAYS[starts_on.weekday()]}" if again else ""
        places = draw.choices((1, 2, 3), (75, 20, 5))[0]
        wanted = draft(draw, starts_on, recurrence=rule, places=places)
        submit = draw.random() >= KEPT_AS_DRAFT
        task_id = tasks.post_task(orderer, wanted, submit=submit, now=self.life.now)
        self._think_again(orderer, task_id)

    def _think_again(self, orderer: Actor, task_id: UUID) -> None:
        luck, soon = self.life.random.random(), self.life.random.randrange(60, 4000)
        if luck < CANCELLED:
            self.life.plan(self.life.later(soon), self.cancel, orderer, task_id)
        elif luck < CANCELLED + PAUSED:
            self.life.plan(self.life.later(soon), self.pause, orderer, task_id)

    def cancel(self, orderer: Actor, task_id: UUID) -> None:
        tasks.cancel_task(orderer, task_id, "Tilaisuus siirtyi.", now=self.life.now)

    def pause(self, orderer: Actor, task_id: UUID) -> None:
        tasks.pause_task(orderer, task_id, now=self.life.now)

    # --- what comes to them

    def notice(self) -> None:
        """Plan the screening of new orders, and what is done about hours and absences."""
        with unit_of_work():
            orders, proposed = _waiting_orders(), _proposed_hours()
            missing, unexplained = _missing(self.life.now), _unexplained()
        for task_id, organisation_id, state in self._new(orders):
            self._take_up(task_id, self._orderer_of(organisation_id), state)
        for hours_id, organisation_id, state in self._new(proposed):
            self._count(hours_id, self._orderer_of(organisation_id), state)
        for attendance_id, organisation_id, _what in self._new(missing):
            self._look_around(attendance_id, self._orderer_of(organisation_id))
        for task_id, _organisation_id, _what in self._new(unexplained):
            wait = self.life.random.randrange(30, 3000)
            self.life.plan(self.life.later(wait), self.say_why, task_id)

    def _new(self, rows: list[News]) -> Iterator[News]:
        """What was not there at the last look."""
        for row in rows:
            if self._is_new(row[0], row[2]):
                yield row

    def _is_new(self, thing_id: UUID, state: str) -> bool:
        if (thing_id, state) in self._seen:
            return False
        self._seen.add((thing_id, state))
        return True

    def _orderer_of(self, organisation_id: UUID) -> Actor:
        return next(o for o in self.town.orderers if o.organisation_id == organisation_id)

    def _take_up(self, task_id: UUID, orderer: Actor, state: TaskState) -> None:
        draw = self.life.random
        soon = self.life.later(draw.randrange(10, 300))
        if state is TaskState.CHANGES_REQUESTED:
            if draw.random() < MENDED:
                self.life.plan(soon, self.mend, task_id, orderer)
            return
        luck = draw.random()
        act = (
            self.refuse if luck < REFUSED
            else self.send_back if luck < REFUSED + SENT_BACK and self._is_new(task_id, "back")
            else self.open
        )  # fmt: skip
        self.life.plan(soon, act, task_id)

    def refuse(self, task_id: UUID) -> None:
        why = "Tämä työ vaatii ajokortin."
        screening.refuse_task(self.town.dispatcher, task_id, why, now=self.life.now)

    def send_back(self, task_id: UUID) -> None:
        text = "Kertoisitko vielä, kuka on vastassa?"
        screening.request_changes(self.town.dispatcher, task_id, text, now=self.life.now)
        self._seen.discard((task_id, TaskState.SUBMITTED))

    def open(self, task_id: UUID) -> None:
        screening.open_task(
            self.town.dispatcher, task_id, floor_confirmed=True, texts_confirmed=True,
            now=self.life.now,
        )  # fmt: skip

    def say_why(self, task_id: UUID) -> None:
        why = self.life.random.choice([one for one in WhyUnfilled if one is not WhyUnfilled.OTHER])
        endings.say_why(self.town.dispatcher, task_id, why, "", now=self.life.now)

    def mend(self, task_id: UUID, orderer: Actor) -> None:
        tasks.submit_task(orderer, task_id, now=self.life.now)

    # --- hours and absences

    def _count(self, hours_id: UUID, orderer: Actor, state: HoursState) -> None:
        luck, wait = self.life.random.random(), self.life.random.randrange(20, 4000)
        if state is HoursState.COUNTERED:
            # What nobody agrees on in three days the dispatcher settles.
            self.life.plan(self.life.later(80 * 60), self.settle, hours_id)
        elif luck < AGREES:
            self.life.plan(self.life.later(wait), self.agree, hours_id, orderer)
        elif luck < AGREES + COUNTERS:
            self.life.plan(self.life.later(wait), self.counter, hours_id, orderer)

    def agree(self, hours_id: UUID, orderer: Actor) -> None:
        hours.agree_hours(orderer, hours_id, now=self.life.now)

    def counter(self, hours_id: UUID, orderer: Actor) -> None:
        hours.counter_hours(orderer, hours_id, 90, "Lopetimme aiemmin.", now=self.life.now)

    def settle(self, hours_id: UUID) -> None:
        hours.settle_hours(self.town.dispatcher, hours_id, 100, now=self.life.now)

    def _look_around(self, attendance_id: UUID, orderer: Actor) -> None:
        if self.life.random.random() < TELLS_OF_ABSENCE:
            soon = self.life.later(self.life.random.randrange(1, 30))
            self.life.plan(soon, self.tell_of_absence, attendance_id, orderer)

    def tell_of_absence(self, attendance_id: UUID, orderer: Actor) -> None:
        attendance.mark_did_not_come(orderer, attendance_id, now=self.life.now)


def _workday_until(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _waiting_orders() -> list[News]:
    rows = select(Task.id, Task.organisation_id, Task.state).where(
        Task.state.in_((TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED))
    )
    return _rows(rows.order_by(Task.submitted_at, Task.id))


def _unexplained() -> list[News]:
    rows = select(Task.id, Task.organisation_id, literal("why")).where(
        Task.outcome == TaskOutcome.NOT_FILLED, Task.unfilled_because.is_(None)
    )
    return _rows(rows.order_by(Task.closed_at, Task.id))


def _proposed_hours() -> list[News]:
    rows = select(WorkedHours.id, WorkedHours.organisation_id, WorkedHours.state).where(
        WorkedHours.state.in_((HoursState.PROPOSED, HoursState.COUNTERED))
    )
    return _rows(rows.order_by(WorkedHours.id))


def _missing(now: datetime) -> list[News]:
    """Who should have come a quarter of an hour ago and has not been seen."""
    rows = (
        select(Attendance.id, Task.organisation_id, literal("missing"))
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.state.in_((AttendanceState.BOOKED, AttendanceState.WILL_COME)))
        .where(Shift.starts_at < now - timedelta(minutes=15), Shift.ends_at > now)
        .order_by(Shift.starts_at, Attendance.id)
    )
    return _rows(rows)


def _rows(query: Any) -> list[News]:
    return [tuple(row) for row in db.session.execute(query)]
