"""Shifts that start soon and are not safe: somebody or a coach is missing, or nobody answers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import exists, or_, select

from app.domain.calendar import local_day
from app.domain.cover import Risk, risks_of
from app.domain.lifecycle import COMING, BookingState, OfferState, ShiftState
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.domain.waiting import rung_at
from app.store import boards, bookings, instructors, on_site, rules, waiting
from app.store.db import db
from app.store.models.people import Client
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    OfferShift,
    Shift,
    Task,
)

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.store.boards import BoardRow

RULE = "orders.risk_hours"
_UNSURE = (OfferState.ACCEPTED, OfferState.ASKED_COACH)


@dataclass(frozen=True)
class AtRisk:
    """One shift with what is at risk, the gravest first; the first one says what comes next."""

    row: BoardRow
    risks: tuple[Risk, ...]
    without_coach: int
    # The name and the phone of an orderer who has not answered.
    callee: tuple[str, str] | None = None

    @property
    def unsure(self) -> int:
        """How many have said yes or asked their coach and are not confirmed."""
        return self.row.yes + self.row.wants_to_ask


def hours_ahead(now: datetime) -> int:
    """How far ahead is looked, by the dated rule."""
    return rules.find_whole_number(RULE, on=local_day(now)) or boards.RISK_HOURS


def list_at_risk(*, now: datetime) -> list[AtRisk]:
    """The shifts at risk, the nearest first: all of them, however many there are."""
    until = now + timedelta(hours=hours_ahead(now))
    states = (ShiftState.OPEN, ShiftState.FILLED)
    rows = boards.list_board(boards.Window(now, until, states=states))
    alone = count_without_coach([row.shift_id for row in rows])
    silent, unled = _silent_tasks(now), instructors.list_missing([row.shift_id for row in rows])
    found = [
        _at_risk(row, alone[row.shift_id], silent.get(row.task_id), row.shift_id in unled)
        for row in rows
    ]
    return [one for one in found if one.risks]


def _at_risk(
    row: BoardRow, without_coach: int, silent: Task | None, unled: bool,  # noqa: FBT001 - a fact
) -> AtRisk:  # fmt: skip
    unsure = row.yes + row.wants_to_ask
    risks = risks_of(
        missing=row.missing,
        without_coach=without_coach,
        unsure=unsure,
        orderer_silent=silent is not None,
        instructor_missing=unled,
    )
    return AtRisk(row, risks, without_coach, waiting.get_callee(silent) if silent else None)


def _silent_tasks(now: datetime) -> dict[UUID, Task]:
    """Orders whose orderer has been reminded, or should have been, and has not answered."""
    setting = waiting.setting_on(local_day(now))
    found = waiting.list_waiting(now=now)
    return {
        one.task.id: one.task for one in found if rung_at(one.deadline, now, setting) is not None
    }


def count_without_coach(shift_ids: Collection[UUID]) -> Counter[UUID]:
    """How many of those who come need a coach and have none."""
    return Counter(
        shift.id for shift, client_id in _unaccompanied(shift_ids)
        if bookings.get_presence(shift, client_id).required
    )  # fmt: skip


def _unaccompanied(shift_ids: Collection[UUID]) -> list[tuple[Shift, UUID]]:
    """Who comes without a coach, of orders or people that may want one."""
    along = exists().where(
        CoachBooking.shift_id == Attendance.shift_id,
        CoachBooking.state == BookingState.BOOKED,
        CoachBookingClient.booking_id == CoachBooking.id,
        CoachBookingClient.client_id == Attendance.client_id,
    )
    rows = db.session.execute(
        select(Shift, Attendance.client_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Client, Client.id == Attendance.client_id)
        .where(Attendance.shift_id.in_(shift_ids), Attendance.state.in_(COMING), ~along)
        .where(
            or_(Task.coach_wanted != CoachWanted.NO, Client.support_need != SupportNeed.NONE)
        )
    )  # fmt: skip
    return [(shift, client_id) for shift, client_id in rows]


def list_unsure_clients(shift_id: UUID) -> list[UUID]:
    """Whose coaches can make a shift safe: of those not confirmed, or without whom they need."""
    unsure = db.session.scalars(
        select(OfferShift.client_id).where(
            OfferShift.shift_id == shift_id, OfferShift.state.in_(_UNSURE)
        )
    )
    alone = [
        client_id for shift, client_id in _unaccompanied([shift_id])
        if bookings.get_presence(shift, client_id).required
    ]  # fmt: skip
    unled = on_site.list_there(shift_id) if instructors.list_missing([shift_id]) else []
    return sorted({*unsure, *alone, *unled})
