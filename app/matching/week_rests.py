"""Whose week would hold no unbroken rest of 35 hours with one more shift: asked of many clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching import stops
from app.matching.bits import from_rows, none_of
from app.matching.instants import MINUTE
from app.matching.ways import NO_LIMIT

if TYPE_CHECKING:
    from app.matching.agreed import Work
    from app.matching.bits import Bits, Flags, Rows
    from app.matching.client_question import ClientQuestion

# Fewer pieces of work than this are looked at one by one.
_FEW = 48


def may_be_tired(asked: ClientQuestion) -> bool:
    """Whether anybody could be: who does not work in the week's first 35 hours has rested then."""
    return _sooner(asked) or len(asked.turn.early.row) > 0


def tired_within_week(asked: ClientQuestion, among: Flags | None = None) -> Rows:
    """The clients without such a rest, of those whose flag is up; of a shift within one week."""
    work = _work_to_look_at(asked, among)
    if not len(work.row):
        return work.row
    tired = _tired(asked, work)
    if len(tired) and not _sooner(asked):
        tired = tired[np.isin(tired, _early(asked))]
    return tired


def tired_into_next_week(asked: ClientQuestion) -> Bits:
    """The same of a shift that ends in the next week."""
    found = _rest_into_next_week(asked)
    early = None if _sooner(asked) else from_rows(_early(asked), asked.columns.capacity)
    return found if early is None else found & early


def _sooner(asked: ClientQuestion) -> bool:
    """Whether the shift begins within the week's first 35 hours."""
    return asked.starts < asked.turn.monday + asked.turn.rest


def _work_to_look_at(asked: ClientQuestion, among: Flags | None) -> Work:
    turn, sooner = asked.turn, _sooner(asked)
    if asked.ends <= turn.begins - turn.rest:
        work = turn.work_of_both if sooner else turn.work_of_early
        return work if among is None else work.only(among[work.row])
    work = asked.columns.agreed.around(asked.week, turn.rest)
    clients = asked.marked(turn.following if sooner else turn.early.row)
    clients = clients if among is None else clients & among
    return work.only(clients[work.row]).by_client()


def _early(asked: ClientQuestion) -> Rows:
    """Who else works in the first 35 hours of the week."""
    early = asked.turn.early
    rows: Rows = early.row[early.code != asked.shift_code]
    return rows


def _tired(asked: ClientQuestion, work: Work) -> Rows:
    """Those of the clients whose every rest that begins in the week is too short."""
    if len(work.row) < _FEW:
        return _tired_one_by_one(asked, work)
    least = asked.context.working_time.weekly_rest_minutes
    others = work.only(work.code != asked.shift_code)
    row, starts, ends, week = others.row, others.starts, others.ends, others.last_week
    before = (starts < asked.starts) | ((starts == asked.starts) & (ends <= asked.ends))
    joined = row[1:] == row[:-1]
    # What follows each piece of work: the next one, this shift, or nothing at all.
    following = np.append(np.where(joined, starts[1:], NO_LIMIT * MINUTE), NO_LIMIT * MINUTE)
    last_before = before & ~np.append(joined & before[1:], values=False)
    following = np.where(last_before, asked.starts, following[: len(row)])
    rested = row[(week == asked.week) & ((following - ends) // MINUTE >= least)]
    first_after = ~before & ~np.append(False, joined & ~before[:-1])[: len(row)]
    soon = row[first_after & ((starts - asked.ends) // MINUTE < least)]
    tired: Rows = soon[~np.isin(soon, rested)]
    return tired


def _tired_one_by_one(asked: ClientQuestion, work: Work) -> Rows:
    """The same, for so few pieces of work that it is quicker to look at each."""
    least = asked.context.working_time.weekly_rest_minutes * MINUTE
    pieces: dict[int, list[tuple[int, int, int]]] = {}
    columns = (work.row, work.code, work.starts, work.ends, work.last_week)
    for row, code, *piece in zip(*(one.tolist() for one in columns), strict=True):
        own = pieces.setdefault(row, [(asked.starts, asked.ends, asked.week)])
        if code != asked.shift_code:
            own.append(tuple(piece))

    def rests(own: list[tuple[int, int, int]]) -> bool:
        following = [*[starts for starts, _, _ in sorted(own)][1:], NO_LIMIT * MINUTE]
        return any(
            week == asked.week and (starts - ends) // MINUTE * MINUTE >= least
            for (_, ends, week), starts in zip(sorted(own), following, strict=True)
        )

    return np.array([row for row, own in pieces.items() if not rests(own)], dtype=np.int64)


def _rest_into_next_week(asked: ClientQuestion) -> Bits:
    """Nobody's rest begins with this shift: only other work in the week can give one."""
    agreed = asked.columns.agreed
    if asked.context.working_time.weekly_rest_minutes <= 0:
        return none_of(asked.columns.capacity)
    some = np.unique(agreed.row[(agreed.last_day - 1) // 7 == asked.week])
    tired = asked.stopped_by(stops.weekly_rest, some)
    rested = np.setdiff1d(some, tired).astype(np.int64)
    return asked.everybody() & ~from_rows(rested, asked.columns.capacity)
