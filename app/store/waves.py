"""Asking in waves: who is shown an offer now, which round comes next, and when it all stops.

A client sees one offer at a time and gets at most so many new ones a week; nobody is written to
at night. Whoever is being answered for at this moment is left alone and comes with the next look.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, exists, func, select, update
from sqlalchemy.orm import aliased

from app.domain.calendar import in_quiet_hours, local_day, week_bounds, window_end
from app.domain.lifecycle import (
    AGREED_OFFERS,
    SHOWN_OFFERS,
    OfferState,
    ShiftState,
    TaskState,
    WaveState,
)
from app.domain.offers import answer_until, may_get_new_offer, window_hours
from app.domain.policy import SYSTEM
from app.store import audit, letters, offer_links, offer_rules, offers, waitlist
from app.store.db import db
from app.store.models.asking import WaitlistEntry
from app.store.models.work import Offer, OfferShift, Shift, Task, Wave
from app.store.prepared import among, fetch

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.offers import OfferSetting
    from app.store.offers import Held

# Made once: giving a table a second name anew for each question costs more than the question.
_SHOWN = aliased(Offer)
_PART, _AGREED = aliased(OfferShift), aliased(OfferShift)
_PART_SHIFT = aliased(Shift)
_RUNNING = aliased(Wave)
_WAITING_FOR_ANSWER = (OfferState.SENT, OfferState.SEEN, OfferState.ASKED_COACH)


@dataclass(frozen=True)
class _Next:
    """A queued offer that may be shown, with the length of its window."""

    id: UUID
    client_id: UUID
    hours: int
    asks_anew: bool


# --- showing


def show_next(client_ids: Collection[UUID], *, now: datetime) -> list[UUID]:
    """Show each of these clients the next offer of their queue, if it may be shown now.

    Needs a unit of work. Gives the ids of the offers that were sent.
    """
    if not client_ids or in_quiet_hours(now):
        return []
    free = offers.lock_free_clients(_with_queue(client_ids))
    shown, setting = count_new_offers(free, now=now), offer_rules.setting_on(local_day(now))
    return _send(_first_of_each(_candidates(free, now), shown, setting), now=now)


def show_on_shifts(shift_ids: Collection[UUID], *, now: datetime) -> list[UUID]:
    """Show the queued offers of these shifts to clients who see nothing else now."""
    queued = db.session.scalars(
        select(OfferShift.client_id)
        .where(OfferShift.shift_id.in_(shift_ids), OfferShift.state == OfferState.QUEUED)
        .distinct()
    )
    return show_next(list(queued), now=now)


def _with_queue(client_ids: Collection[UUID]) -> list[UUID]:
    return list(
        db.session.scalars(
            select(Offer.client_id)
            .where(Offer.client_id.in_(client_ids), Offer.state == OfferState.QUEUED)
            .distinct()
        )
    )


def _candidates(client_ids: Collection[UUID], now: datetime) -> list[_Next]:
    """Queued offers that may be shown, each client's first one first."""
    if not client_ids:
        return []
    # While an order rests nobody new is asked, but whoever had said yes is asked anew.
    resting = Offer.asks_anew & (Task.state == TaskState.PAUSED)
    rows = db.session.execute(
        select(Offer.id, Offer.client_id, Wave.window_hours, Offer.asks_anew)
        .join(Task, Task.id == Offer.task_id)
        .join(Wave, Wave.id == Offer.wave_id)
        .join(Shift, Shift.id == Wave.shift_id)
        .where(Offer.client_id.in_(client_ids), Offer.state == OfferState.QUEUED)
        .where((Task.state == TaskState.OPEN) | resting, Wave.state != WaveState.WAITING)
        .where(~_sees_another())
        .where(~_has_closed_shift(now), ~_clashes())
        .where(_waited() | ~_is_kept_for_others())
        .order_by(
            Offer.asks_anew.desc(),
            _waited().desc(),
            Wave.sent_at,
            Shift.starts_at,
            Offer.created_at,
            Offer.id,
        )
    )
    return [_Next(*row) for row in rows]


def _sees_another() -> Any:
    """The client has an offer before this one."""
    return exists().where(_SHOWN.client_id == Offer.client_id, _SHOWN.state.in_(SHOWN_OFFERS))


def _has_closed_shift(now: datetime) -> Any:
    """A shift of the offer has no place left, or has begun."""
    left = _PART_SHIFT.taken < _PART_SHIFT.places
    free = (_PART_SHIFT.state == ShiftState.OPEN) & left & (_PART_SHIFT.starts_at > now)
    return exists().where(_PART.offer_id == Offer.id, _PART_SHIFT.id == _PART.shift_id, ~free)


def _waited() -> Any:
    """The client waited for the place, or had it before its time changed."""
    return Offer.asks_anew | exists().where(WaitlistEntry.offer_id == Offer.id)


def _is_kept_for_others() -> Any:
    """All free places of a shift of the offer are for those who wait for them."""
    left = _PART_SHIFT.places - _PART_SHIFT.taken
    kept = left <= waitlist.count_first(_PART_SHIFT)
    return exists().where(_PART.offer_id == Offer.id, _PART_SHIFT.id == _PART.shift_id, kept)


def _clashes() -> Any:
    """The client has meanwhile said yes to something at the same time."""
    return exists().where(
        _PART.offer_id == Offer.id,
        _AGREED.client_id == Offer.client_id,
        _AGREED.state.in_(AGREED_OFFERS),
        _AGREED.starts_at < _PART.ends_at,
        _PART.starts_at < _AGREED.ends_at,
    )


def count_new_offers(client_ids: Collection[UUID], *, now: datetime) -> dict[UUID, int]:
    """How many offers each of these clients has been shown in this ISO week."""
    if not client_ids:
        return {}
    begins, ends = week_bounds(local_day(now))
    rows = fetch(_new_offers_query(), ids=list(client_ids), begins=begins, ends=ends)
    return {client_id: int(count) for client_id, count in rows}


@cache
def _new_offers_query() -> Any:
    return (
        select(Offer.client_id, func.count())
        .where(Offer.sent_at >= bindparam("begins"), Offer.sent_at < bindparam("ends"))
        .where(among(Offer.client_id), Offer.asks_anew.is_(False))
        .group_by(Offer.client_id)
    )


def _first_of_each(
    candidates: Iterable[_Next], shown: dict[UUID, int], setting: OfferSetting
) -> list[_Next]:
    first: dict[UUID, _Next] = {}
    for one in candidates:
        # To be asked anew about a work that one had taken is no new offer.
        if one.asks_anew or may_get_new_offer(shown.get(one.client_id, 0), setting):
            first.setdefault(one.client_id, one)
    return list(first.values())


def _send(chosen: Sequence[_Next], *, now: datetime) -> list[UUID]:
    hours = {one.id: one.hours for one in chosen}
    sent: list[Held] = []
    for held in offers.load_held(list(hours)):
        until = answer_until(now, hours[held.id], held.first_starts_at)
        values = {"sent_at": now, "window_ends_at": until}
        if offers.move_many([held], OfferState.SENT, now=now, **values):
            sent.append(held)
            offer_links.send_offer(held, until=until, now=now)
    _record(sent, OfferState.SENT, now=now)
    return [held.id for held in sent]


def _record(moved: Iterable[Held], new: OfferState, *, now: datetime) -> None:
    audit.record_many(SYSTEM, [entry_of(held, new) for held in moved], now=now)


def entry_of(held: Held, new: OfferState, **facts: object) -> audit.Entry:
    """What the trail says of a move of an offer."""
    states: dict[str, object] = {"old": held.state.value, "new": new.value}
    return audit.Entry(
        "update", "offer", held.id, client_ids=[held.client_id], fields=["state"],
        facts=states | facts,
    )  # fmt: skip


# --- rounds


def advance(shift_ids: Collection[UUID], *, now: datetime) -> list[UUID]:
    """End the rounds in which nobody is left to answer and begin the next ones.

    Needs a unit of work. Gives the ids of the offers that were sent.
    """
    if not shift_ids or in_quiet_hours(now):
        return []
    _end_exhausted(shift_ids, now=now)
    begun = [wave_id for wave_id in _next_waves(shift_ids, now) if _begin(wave_id, now)]
    if not begun:
        return []
    clients = db.session.scalars(select(Offer.client_id).where(Offer.wave_id.in_(begun)))
    return show_next(sorted(set(clients)), now=now)


def _end_exhausted(shift_ids: Collection[UUID], *, now: datetime) -> None:
    pending = exists().where(Offer.wave_id == Wave.id, Offer.state.in_(_WAITING_FOR_ANSWER))
    queued = exists().where(Offer.wave_id == Wave.id, Offer.state == OfferState.QUEUED)
    rows = db.session.execute(
        select(Wave.id, Wave.sent_at, Wave.window_hours, queued.label("queued"))
        .where(Wave.shift_id.in_(shift_ids), Wave.state == WaveState.SENT, ~pending)
        .order_by(Wave.id)
    )
    over = [row.id for row in rows if not row.queued or _has_run_out(row, now)]
    _move_waves(over, WaveState.SENT, WaveState.EXHAUSTED)


def _has_run_out(row: Any, now: datetime) -> bool:
    """Whether a round whose clients were busy with other offers has waited long enough."""
    return row.sent_at is None or window_end(row.sent_at, row.window_hours) <= now


def _next_waves(shift_ids: Collection[UUID], now: datetime) -> list[UUID]:
    """The lowest waiting round of each shift that has free places and no round running."""
    rows = db.session.execute(
        select(Wave.shift_id, Wave.id)
        .join(Shift, Shift.id == Wave.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Wave.shift_id.in_(shift_ids), Wave.state == WaveState.WAITING)
        .where(Shift.state == ShiftState.OPEN, Shift.taken < Shift.places, Shift.starts_at > now)
        .where(Task.state == TaskState.OPEN)
        .where(Shift.places - Shift.taken > waitlist.count_first(Shift))
        .where((Wave.early_at <= now) | ~_runs_on_shift())
        .order_by(Wave.shift_id, Wave.number)
    )
    first: dict[UUID, UUID] = {}
    for shift_id, wave_id in rows:
        first.setdefault(shift_id, wave_id)
    return list(first.values())


def _runs_on_shift() -> Any:
    return exists().where(_RUNNING.shift_id == Shift.id, _RUNNING.state == WaveState.SENT)


def _begin(wave_id: UUID, now: datetime) -> bool:
    return _move_waves([wave_id], WaveState.WAITING, WaveState.SENT, sent_at=now) == 1


def _move_waves(
    wave_ids: Collection[UUID], old: WaveState, new: WaveState, **values: object
) -> int:
    if not wave_ids:
        return 0
    moved: Any = db.session.execute(
        update(Wave)
        .where(Wave.id.in_(wave_ids), Wave.state == old)
        .values(state=new, **values)
        .execution_options(synchronize_session=False)
    )
    return int(moved.rowcount)


def last_number(shift_id: UUID) -> int:
    """The number of the shift's newest round, 0 before the first."""
    return db.session.scalar(select(func.max(Wave.number)).where(Wave.shift_id == shift_id)) or 0


def hours_of(asked: int | None, task_hours: int, *, now: datetime) -> int:
    """The length of the answer window: as asked, else as the order says.

    Never outside the rule of the day. Raises: RuleBroken("answer_window_out_of_bounds").
    """
    setting = offer_rules.setting_on(local_day(now))
    if asked is None:
        return max(task_hours, setting.min_window_hours)
    return window_hours(asked, setting)


# --- the end of asking


def stop_asking(shift_ids: Collection[UUID], *, now: datetime) -> list[Held]:
    """End what is shown for shifts that are full now, and tell those clients at once.

    Those who wait unseen stay in the queue until the last yes is confirmed, so that an undone yes
    can go to them. Needs a unit of work.
    """
    if not shift_ids:
        return []
    closed = _close_shown(shift_ids, now=now)
    waves = db.session.scalars(
        select(Wave.id).where(Wave.shift_id.in_(shift_ids), Wave.state == WaveState.SENT)
    )
    _move_waves(list(waves), WaveState.SENT, WaveState.FILLED)
    show_next(sorted({held.client_id for held in closed}), now=now)
    return closed


def _close_shown(shift_ids: Collection[UUID], *, now: datetime) -> list[Held]:
    shown = offers.list_on_shifts(shift_ids, SHOWN_OFFERS)
    closed = offers.move_many(shown, OfferState.FILLED_ELSEWHERE, now=now)
    _record(closed, OfferState.FILLED_ELSEWHERE, now=now)
    keys = {held.client_id: f"offer_filled_elsewhere:{held.id}" for held in closed}
    letters.tell_clients(keys, "offer_filled_elsewhere", now=now)
    return closed


def clear_queue(shift_ids: Collection[UUID], *, now: datetime) -> None:
    """End what still waits unseen for shifts whose last place is confirmed."""
    sure = _surely_full(shift_ids)
    if not sure:
        return
    queued = offers.list_on_shifts(sure, [OfferState.QUEUED])
    closed = offers.move_many(queued, OfferState.FILLED_ELSEWHERE, now=now)
    _record(closed, OfferState.FILLED_ELSEWHERE, now=now)
    left = (WaveState.WAITING, WaveState.SENT)
    for wave_id, state in db.session.execute(
        select(Wave.id, Wave.state).where(Wave.shift_id.in_(sure), Wave.state.in_(left))
    ).all():
        _move_waves([wave_id], state, WaveState.FILLED)


def _surely_full(shift_ids: Collection[UUID]) -> list[UUID]:
    unsure = exists().where(
        OfferShift.shift_id == Shift.id,
        OfferShift.state.in_((OfferState.ACCEPTED, OfferState.ASKED_COACH)),
    )
    full = Shift.state == ShiftState.FILLED
    return list(db.session.scalars(select(Shift.id).where(Shift.id.in_(shift_ids), full, ~unsure)))


def wake(shift_ids: Collection[UUID], *, now: datetime) -> None:
    """Ask on for shifts that have a place again: those in the queue, then the next round.

    A place for which somebody waits is left for the next look at the waitlist.
    """
    if shift_ids:
        show_on_shifts(shift_ids, now=now)
        advance(shift_ids, now=now)


def list_asking(*, now: datetime, limit: int = 500) -> list[UUID]:
    """Shifts for which a round runs or waits."""
    return list(
        db.session.scalars(
            select(Wave.shift_id)
            .join(Shift, Shift.id == Wave.shift_id)
            .where(Wave.state.in_((WaveState.WAITING, WaveState.SENT)))
            .where(Shift.state.in_((ShiftState.OPEN, ShiftState.FILLED)), Shift.starts_at > now)
            .distinct()
            .order_by(Wave.shift_id)
            .limit(limit)
        )
    )


def list_queued_clients(limit: int = 500) -> list[UUID]:
    """Clients with something in their queue and nothing before them."""
    return list(
        db.session.scalars(
            select(Offer.client_id)
            .where(Offer.state == OfferState.QUEUED, ~_sees_another())
            .distinct()
            .order_by(Offer.client_id)
            .limit(limit)
        )
    )


def list_full(shift_ids: Collection[UUID]) -> list[UUID]:
    """Those of the shifts that have no place left."""
    full = Shift.state == ShiftState.FILLED
    return list(db.session.scalars(select(Shift.id).where(Shift.id.in_(shift_ids), full)))
