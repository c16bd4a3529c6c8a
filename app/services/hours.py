"""Hours of a shift that is done: proposed, agreed or countered, opened again, settled.

The orderer may do all this by a link without signing in: the link stands for the person it was
sent to, and only for the hours of its one shift.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.acting import ActFor
from app.domain.errors import Conflict, Gone, Missing, RuleBroken
from app.domain.hours import BY_TIME, check_minutes, last_day_to_correct, may_reopen
from app.domain.lifecycle import HoursState
from app.domain.policy import NO_FACTS, SYSTEM, Actor, Verb, require
from app.domain.purposes import purpose_of
from app.store import acting, audit, hour_rules, hours, hours_links, letters
from app.store.hours import Counted
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime
    from uuid import UUID

    from app.domain.acting import SaidHow
    from app.store.models.work import Task, WorkedHours

_REASON_LENGTH = 300
# What hours no longer say once they are open again.
_NOT_AGREED: dict[str, Any] = {
    "agreed_minutes": None, "agreed_at": None, "agreed_by_id": None, "agreed_how": "",
}  # fmt: skip


def propose_hours(
    actor: Actor, attendance_id: UUID, minutes: int | None, *, reason: str = "",
    said: SaidHow | None = None, now: datetime,
) -> UUID:  # fmt: skip
    """The id of the hours, now proposed: as planned (`minutes` None) or so many minutes.

    The client or the coach may change the proposal until somebody answers it, and correct what
    time alone agreed. Who ordered gets a new link when there was an answer already.
    Raises: Missing, NotAllowed, Conflict, Gone("correcting_over"),
    RuleBroken("minutes_out_of_bounds").
    """
    with unit_of_work():
        counted = hours.get_hours_of(actor, attendance_id, now=now)
        require(actor, Verb.PROPOSE_HOURS, counted.facts)
        row = counted.hours
        proposed = check_minutes(row.planned_minutes if minutes is None else minutes)
        values = {
            "proposed_minutes": proposed, "proposed_by": str(actor.role), "proposed_at": now,
            "reason": _text(reason),
        }  # fmt: skip
        if row.state is HoursState.PROPOSED:
            hours.correct(row, **values)
        else:
            _expect(row, HoursState.PLANNED, HoursState.COUNTERED, or_silent=now)
            hours.move(row, HoursState.PROPOSED, **values, **_NOT_AGREED)
        if row.state in (HoursState.COUNTERED, HoursState.AGREED):
            sent = hours_links.send_links_again(counted.shift_id, counted.task, now=now)
            _record_links(sent, now=now)
        _note(actor, counted, ActFor.PROPOSE_HOURS, said, now=now)
        _record(actor, row, HoursState.PROPOSED, now=now)
        return row.id


def agree_hours(actor: Actor, hours_id: UUID, *, now: datetime) -> None:
    """The orderer agrees the minutes that stand. Pressing twice changes nothing.

    Raises: Missing, NotAllowed, Conflict.
    """
    with unit_of_work():
        _agree(actor, hours.get_hours(actor, hours_id, now=now), "person", now=now)


def _agree(actor: Actor, counted: Counted, how: str, *, now: datetime) -> None:
    require(actor, Verb.AGREE_HOURS, counted.facts)
    row = counted.hours
    if row.state is HoursState.AGREED:
        return
    _expect(row, HoursState.PLANNED, HoursState.PROPOSED)
    _close_deal(actor, counted, _standing(row), how, now=now)


def _standing(row: WorkedHours) -> int:
    return row.planned_minutes if row.proposed_minutes is None else row.proposed_minutes


def _close_deal(actor: Actor, counted: Counted, minutes: int, how: str, *, now: datetime) -> None:
    """The hours are agreed: links of the shift end soon, the client hears of it."""
    row = counted.hours
    hours.move(
        row, HoursState.AGREED, agreed_minutes=minutes, agreed_at=now,
        agreed_by_id=actor.user_id, agreed_how=how,
    )  # fmt: skip
    hours_links.end_links(counted.shift_id, now=now)
    key = f"hours_agreed:{row.id}:{int(now.timestamp())}"
    letters.tell_clients({row.client_id: key}, "hours_agreed", now=now)
    _record(actor, row, HoursState.AGREED, now=now, how=how)


def counter_hours(
    actor: Actor, hours_id: UUID, minutes: int, reason: str, *, now: datetime
) -> None:
    """The orderer proposes other minutes, or corrects what time alone agreed.

    Client and coach hear of it.
    Raises: Missing, NotAllowed, Conflict, Gone("correcting_over"),
    RuleBroken("minutes_out_of_bounds").
    """
    with unit_of_work():
        counted = hours.get_hours(actor, hours_id, now=now)
        _counter(actor, counted, minutes, reason, now=now)


def _counter(actor: Actor, counted: Counted, minutes: int, reason: str, *, now: datetime) -> None:
    require(actor, Verb.AGREE_HOURS, counted.facts)
    row = counted.hours
    _expect(row, HoursState.PROPOSED, or_silent=now)
    hours.move(
        row, HoursState.COUNTERED, proposed_minutes=check_minutes(minutes),
        proposed_by="orderer", proposed_at=now, reason=_text(reason), **_NOT_AGREED,
    )  # fmt: skip
    key = f"hours_countered:{row.id}:{int(now.timestamp())}"
    letters.tell_clients({row.client_id: key}, "hours_countered", now=now)
    letters.tell_coach(row.client_id, "hours_countered_coach", f"{key}:coach", now=now)
    _record(actor, row, HoursState.COUNTERED, now=now)


def accept_counter(
    actor: Actor, hours_id: UUID, *, said: SaidHow | None = None, now: datetime
) -> None:
    """The client or the coach takes the minutes that the orderer proposed.

    Raises: Missing, NotAllowed, Conflict.
    """
    with unit_of_work():
        counted = hours.get_hours(actor, hours_id, now=now)
        require(actor, Verb.ACCEPT_COUNTER, counted.facts)
        if counted.hours.state is HoursState.AGREED:
            return
        _expect(counted.hours, HoursState.COUNTERED)
        _close_deal(actor, counted, _standing(counted.hours), "person", now=now)
        _note(actor, counted, ActFor.ACCEPT_HOURS, said, now=now)


def _note(
    actor: Actor, counted: Counted, act: ActFor, said: SaidHow | None, *, now: datetime
) -> None:
    acting.note(
        actor, counted.hours.client_id, act, said, shift_id=counted.shift_id, now=now
    )  # fmt: skip


def settle_hours(actor: Actor, hours_id: UUID, minutes: int, *, now: datetime) -> None:
    """The dispatcher decides hours on which nobody agrees.

    Raises: Missing, NotAllowed, Conflict, RuleBroken("minutes_out_of_bounds").
    """
    with unit_of_work():
        counted = hours.get_hours(actor, hours_id, now=now)
        require(actor, Verb.REVERSE_HOURS, counted.facts)
        _expect(counted.hours, HoursState.PLANNED, HoursState.PROPOSED, HoursState.COUNTERED)
        _close_deal(actor, counted, check_minutes(minutes), "dispatcher", now=now)


def reopen_hours(actor: Actor, hours_id: UUID, *, now: datetime) -> None:
    """Take an agreement back while its day lets one: the hours are a proposal again.

    Raises: Missing, NotAllowed, Gone("hours_final").
    """
    with unit_of_work():
        _reopen(actor, hours.get_hours(actor, hours_id, now=now), now=now)


def _reopen(actor: Actor, counted: Counted, *, now: datetime) -> None:
    require(actor, Verb.AGREE_HOURS, counted.facts)
    row = counted.hours
    limits, how = hour_rules.setting_on(row.worked_on), row.agreed_how
    if row.reverses_id or not may_reopen(row.state, row.agreed_at, now, limits, how=how):
        raise Gone("hours_final")
    hours.move(
        row, HoursState.PROPOSED, proposed_minutes=row.agreed_minutes, proposed_at=now,
        **_NOT_AGREED,
    )  # fmt: skip
    hours_links.prolong_links(counted.shift_id, now=now)
    _record(actor, row, HoursState.PROPOSED, now=now)


# By link: the same acts, for the one shift of the link.


def _linked(token: str, hours_id: UUID, *, now: datetime) -> tuple[Actor, Counted]:
    actor, shift_id = hours_links.find_orderer(token, now=now)
    counted = hours.get_hours(actor, hours_id, now=now)
    if counted.shift_id != shift_id:
        raise Missing
    return actor, counted


def agree_by_link(token: str, hours_id: UUID, *, now: datetime) -> None:
    """The orderer agrees by the link. Raises: Missing, Gone("link_expired"), Conflict."""
    with unit_of_work():
        actor, counted = _linked(token, hours_id, now=now)
        _agree(actor, counted, "link", now=now)


def agree_all_by_link(token: str, *, now: datetime) -> int:
    """How many hours of the shift the orderer has agreed at once by the link.

    Raises: Missing, Gone("link_expired").
    """
    with unit_of_work():
        actor, _ = hours_links.find_orderer(token, now=now)
        rows = hours_links.get_linked(token, now=now).rows
        waiting = [row.hours_id for row in rows if row.state is HoursState.PROPOSED]
        for hours_id in waiting:
            _agree(actor, hours.get_hours(actor, hours_id, now=now), "link", now=now)
        return len(waiting)


def counter_by_link(
    token: str, hours_id: UUID, minutes: int, reason: str, *, now: datetime
) -> None:
    """The orderer proposes other minutes by the link. Raises: as `counter_hours`, and Gone."""
    with unit_of_work():
        actor, counted = _linked(token, hours_id, now=now)
        _counter(actor, counted, minutes, reason, now=now)


def reopen_by_link(token: str, hours_id: UUID, *, now: datetime) -> None:
    """The orderer takes an agreement back by the link. Raises: Missing, Gone."""
    with unit_of_work():
        actor, counted = _linked(token, hours_id, now=now)
        _reopen(actor, counted, now=now)


# By themselves, when their time has come.


@dataclass(frozen=True)
class Passed:
    """What time alone has done to hours."""

    proposed: int
    agreed: int
    stuck: int


def agree_by_time(*, now: datetime, limit: int = 500) -> Passed:
    """Planned hours nobody speaks of are proposed, unanswered proposals agreed.

    Who ordered hears of what was agreed in silence, once for each shift, by a link that corrects
    it. A counter-proposal that is not taken in time goes to the dispatchers. The limits are those
    of the day of the work.
    """
    with unit_of_work():
        # Proposed ones first: what is proposed now still has its full time.
        agreed = hours.list_due(HoursState.PROPOSED, now=now, limit=limit)
        for row, task, shift_id in agreed:
            counted = Counted(row, task, shift_id, NO_FACTS)
            _close_deal(SYSTEM, counted, _standing(row), BY_TIME, now=now)
        _tell_of_silence(agreed, now=now)
        silent = hours.list_due(HoursState.PLANNED, now=now, limit=limit)
        for row, _task, _shift_id in silent:
            _propose_planned(row, now=now)
        stuck = hours.list_due(HoursState.COUNTERED, now=now, limit=limit)
        for row, task, _shift_id in stuck:
            _tell_stuck(row, task, now=now)
        return Passed(len(silent), len(agreed), len(stuck))


def _tell_of_silence(agreed: Iterable[tuple[WorkedHours, Task, UUID]], *, now: datetime) -> None:
    """Write to who ordered, once for each shift, until when the hours can be corrected."""
    by_shift = {shift_id: (row.worked_on, task) for row, task, shift_id in agreed}
    for shift_id, (worked_on, task) in by_shift.items():
        last = last_day_to_correct(now, hour_rules.setting_on(worked_on))
        _record_links(hours_links.send_corrections(shift_id, task, last, now=now), now=now)


def _propose_planned(row: WorkedHours, *, now: datetime) -> None:
    hours.move(
        row, HoursState.PROPOSED, proposed_minutes=row.planned_minutes, proposed_by="time",
        proposed_at=now,
    )  # fmt: skip
    _record(SYSTEM, row, HoursState.PROPOSED, now=now, how="time")


def _tell_stuck(row: WorkedHours, task: Task, *, now: datetime) -> None:
    since = int(row.proposed_at.timestamp()) if row.proposed_at else 0
    key = f"hours_stuck:{row.id}:{since}"
    letters.tell_dispatchers(task, "hours_stuck", key, now=now, path="/dispatch/hours")


def send_hours_links(*, now: datetime, limit: int = 200) -> int:
    """How many links to agree hours are now on their way to orderers of shifts that are done."""
    with unit_of_work():
        waiting = hours_links.list_shifts_to_link(now=now, limit=limit)
        sent = [i for pair in waiting for i in hours_links.send_links(*pair, now=now)]
        return _record_links(sent, now=now)


def _record_links(sent: Collection[UUID], *, now: datetime) -> int:
    entries = [audit.Entry("create", "hours_link", i, purpose="system") for i in sent]
    audit.record_many(SYSTEM, entries, now=now)
    return len(sent)


# After the hand-off to the payroll office.


def reverse_hours(
    actor: Actor, hours_id: UUID, reason: str, *, minutes: int | None = None, now: datetime
) -> UUID:
    """The id of the row that takes exported hours back; it goes out with the next export.

    With `minutes` the right hours are proposed to the orderer at the same time.
    Raises: Missing, NotAllowed, Conflict, RuleBroken("reason_missing").
    """
    with unit_of_work():
        counted = hours.get_hours(actor, hours_id, now=now)
        require(actor, Verb.REVERSE_HOURS, counted.facts)
        row, why = counted.hours, _text(reason)
        if not why:
            raise RuleBroken("reason_missing")
        _expect(row, HoursState.CLOSED)
        hours.move(row, HoursState.REVERSED)
        reversal_id = hours.add_reversal(row, reason=why, by=actor.user_id, now=now)
        if minutes is not None:
            hours.add_correction(row, check_minutes(minutes), reason=why, now=now)
        _record(actor, row, HoursState.REVERSED, now=now)
        return reversal_id


def _text(reason: str) -> str:
    """One line of words. Raises: RuleBroken("reason_too_long")."""
    words = " ".join(reason.split())
    if len(words) > _REASON_LENGTH:
        raise RuleBroken("reason_too_long", most=_REASON_LENGTH)
    return words


def _expect(
    row: WorkedHours, *states: HoursState, or_silent: datetime | None = None
) -> None:  # fmt: skip
    """Nothing, when the hours are in one of the states.

    `or_silent`: or when time alone agreed them and they can still be corrected then.
    Raises: Conflict, Gone("correcting_over").
    """
    if row.reverses_id is None and row.state in states:
        return
    if or_silent is None or row.state is not HoursState.AGREED or row.agreed_how != BY_TIME:
        raise Conflict("illegal_move", old=row.state.value)
    limits = hour_rules.setting_on(row.worked_on)
    if not may_reopen(row.state, row.agreed_at, or_silent, limits, how=BY_TIME):
        raise Gone("correcting_over")


def _record(
    actor: Actor, row: WorkedHours, new: HoursState, *, now: datetime, how: str = ""
) -> None:
    # The row still shows the state in which it was read.
    facts = {"from": row.state.value, "to": new.value} | ({"how": how} if how else {})
    entry = audit.Entry(
        "update", "hours", row.id, purpose=purpose_of(actor), client_ids=[row.client_id],
        fields=["minutes"], facts=facts,
    )  # fmt: skip
    audit.record(actor, entry, now=now)
