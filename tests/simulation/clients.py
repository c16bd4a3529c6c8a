"""What clients do: answer or not, come or not, say how it went and how long it took."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.lifecycle import AttendanceState, HoursState, OfferState
from app.domain.vocabulary import Face
from app.services import answers, attendance, check_ins, hours, offers
from app.store.db import db
from app.store.models.work import Attendance, Offer, Shift, WorkedHours
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from tests.simulation.life import Life
    from tests.simulation.town import Town

# Of a hundred offers so many are never answered; the others in these shares.
SILENT = 0.15
SHARES = {"yes": 0.6, "no": 0.2, "ask": 0.2}
UNDONE, ILL, STAYED_AWAY, NEVER_OUT, SAYS_HOURS = 0.04, 0.05, 0.03, 0.1, 0.7
MEAN_WAIT_MINUTES = 240.0


@dataclass
class Clients:
    """The clients of a town, who notice what is new for them."""

    life: Life
    town: Town
    _offers: set[UUID] = field(default_factory=set)
    _attendances: set[UUID] = field(default_factory=set)
    _countered: set[UUID] = field(default_factory=set)

    def notice(self) -> None:
        """Plan an answer to what has come since the last look."""
        with unit_of_work():
            shown, coming, countered = _shown_offers(), _coming(), _countered()
        for offer_id, client_id in shown:
            if offer_id not in self._offers:
                self._offers.add(offer_id)
                self._think(offer_id, self.town.clients[client_id])
        for attendance_id, client_id, starts_at, ends_at in coming:
            if attendance_id not in self._attendances:
                self._attendances.add(attendance_id)
                self._expect(attendance_id, self.town.clients[client_id], starts_at, ends_at)
        for hours_id, client_id in countered:
            if hours_id not in self._countered:
                self._countered.add(hours_id)
                self._weigh(hours_id, self.town.clients[client_id])

    # --- answering

    def _think(self, offer_id: UUID, client: Actor) -> None:
        draw = self.life.random
        if draw.random() < SILENT:
            return
        said = draw.choices(list(SHARES), list(SHARES.values()))[0]
        wait = 2 + draw.expovariate(1 / MEAN_WAIT_MINUTES)
        self.life.plan(self.life.later(wait), getattr(self, f"say_{said}"), offer_id, client)

    def say_yes(self, offer_id: UUID, client: Actor) -> None:
        offers.mark_seen(client, offer_id, now=self.life.now)
        answers.accept_offer(client, offer_id, now=self.life.now)
        if self.life.random.random() < UNDONE:
            soon = self.life.later(self.life.random.randrange(1, 40))
            self.life.plan(soon, self.think_again, offer_id, client)

    def say_no(self, offer_id: UUID, client: Actor) -> None:
        answers.decline_offer(client, offer_id, now=self.life.now)

    def say_ask(self, offer_id: UUID, client: Actor) -> None:
        offers.mark_seen(client, offer_id, now=self.life.now)
        answers.ask_coach(client, offer_id, now=self.life.now)

    def think_again(self, offer_id: UUID, client: Actor) -> None:
        answers.undo_answer(client, offer_id, now=self.life.now)

    # --- the day of work

    def _expect(
        self, attendance_id: UUID, client: Actor, starts_at: datetime, ends_at: datetime
    ) -> None:
        draw, luck = self.life.random, self.life.random.random()
        if luck < ILL:
            before = timedelta(minutes=draw.randrange(20, 1200))
            self.life.plan(starts_at - before, self.fall_ill, attendance_id, client)
            return
        if luck < ILL + STAYED_AWAY:
            return
        come = starts_at + timedelta(minutes=draw.choice((-10, -5, -5, 0, 3, 12)))
        self.life.plan(come, self.come, attendance_id, client)
        if draw.random() >= NEVER_OUT:
            self.life.plan(ends_at, self.leave, attendance_id, client)

    def fall_ill(self, attendance_id: UUID, client: Actor) -> None:
        attendance.cannot_come(client, attendance_id, "health", now=self.life.now)

    def come(self, attendance_id: UUID, client: Actor) -> None:
        attendance.check_in(client, attendance_id, now=self.life.now)

    def leave(self, attendance_id: UUID, client: Actor) -> None:
        attendance.check_out(client, attendance_id, now=self.life.now)
        if self.life.random.random() < SAYS_HOURS:
            soon = self.life.later(self.life.random.randrange(2, 60))
            self.life.plan(soon, self.tell_of_work, attendance_id, client)

    def tell_of_work(self, attendance_id: UUID, client: Actor) -> None:
        face = self.life.random.choices(list(Face), (70, 26, 4))[0]
        check_ins.say_how_it_went(client, attendance_id, face, now=self.life.now)
        minutes = None if self.life.random.random() < 0.9 else 105
        hours.propose_hours(client, attendance_id, minutes, now=self.life.now)

    def _weigh(self, hours_id: UUID, client: Actor) -> None:
        if self.life.random.random() < 0.7:
            wait = self.life.random.randrange(30, 2000)
            self.life.plan(self.life.later(wait), self.accept_counter, hours_id, client)

    def accept_counter(self, hours_id: UUID, client: Actor) -> None:
        hours.accept_counter(client, hours_id, now=self.life.now)


def _shown_offers() -> list[tuple[UUID, UUID]]:
    shown = select(Offer.id, Offer.client_id).where(Offer.state == OfferState.SENT)
    return list(db.session.execute(shown.order_by(Offer.sent_at, Offer.id)).all())


def _coming() -> list[tuple[UUID, UUID, datetime, datetime]]:
    rows = (
        select(Attendance.id, Attendance.client_id, Shift.starts_at, Shift.ends_at)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.state == AttendanceState.BOOKED)
        .order_by(Shift.starts_at, Attendance.id)
    )
    return list(db.session.execute(rows).all())


def _countered() -> list[tuple[UUID, UUID]]:
    rows = select(WorkedHours.id, WorkedHours.client_id).where(
        WorkedHours.state == HoursState.COUNTERED
    )
    return list(db.session.execute(rows.order_by(WorkedHours.id)).all())
