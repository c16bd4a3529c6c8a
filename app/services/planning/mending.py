"""A plan mended after places fell away: at most three others change, none who has confirmed.

A place falls away when a client cannot come or takes the yes back, when a shift is cancelled, when
the coach takes the place back, and when no coach can go along where one is needed any more. Like
everything in a plan what comes instead is a proposal to the clients' coaches.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

import numpy as np

from app.domain.lifecycle import PlanRowState, PlanState
from app.domain.policy import SYSTEM
from app.matching.plan.archive import as_rows, rows_of
from app.matching.plan.replan import fill_again, frozen, settle_again, still_possible, without
from app.matching.plan_lines import proposal
from app.matching.presence import find_coach_for, wanted_presence
from app.matching.week_plan import waiting_points
from app.services.planning.week import load_week
from app.store import audit, letters, plan_mends, week_plans
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from numpy.typing import NDArray

    from app.domain.plans import Line
    from app.matching.week_plan import PlanInstance
    from app.services.planning.week import Week
    from app.store.plan_mends import Broken, Place


@dataclass(frozen=True)
class _Mended:
    """What comes of a broken plan.

    `lines` are new proposals, `over` the plan's own that are not possible any more, `alone` who
    was asked about a shift on which no coach can go along now.
    """

    lines: list[Line]
    over: list[UUID]
    alone: list[Place]


def mend_plans(*, now: datetime) -> int:
    """How many plans have a proposal for what somebody had to leave."""
    return sum(_mend(broken, now=now) for broken in plan_mends.list_broken(now=now))


def _mend(broken: Broken, *, now: datetime) -> bool:
    week = load_week(broken.plan_id, now=now)
    planned = {*broken.open_rows, *broken.asked}
    alone = _without_coach(week, planned) if broken.coach_away else set()
    lost = broken.lost | (alone & broken.open_rows.keys())
    after, dropped = _replanned(week, replace(broken, lost=lost))
    new = _lines(week, after - broken.open_rows.keys())
    changed = {line.client_id for line in new}
    over = [
        row for place, row in broken.open_rows.items()
        if place not in after and (place[0] in changed or place in lost | dropped)
    ]  # fmt: skip
    mended = _Mended(new, over, sorted(alone & broken.asked))
    return _store(broken, mended, now=now)


def _without_coach(week: Week, places: Iterable[Place]) -> set[Place]:
    """Those of the places to which a coach has to come, and none can."""
    shifts = {shift.id: shift for shift in week.inputs.shifts}
    found = set()
    for client_id, shift_id in places:
        client, shift = week.inputs.clients.get(client_id), shifts.get(shift_id)
        if client is None or shift is None or not wanted_presence(client, shift).required:
            continue
        if find_coach_for(client, shift, week.inputs.context) is None:
            # A team takes a shift together or not at all.
            team = week.instance.people_of(week.instance.team_of(str(client_id)))
            found |= {(UUID(one), shift_id) for one in team}
    return found


def _lines(week: Week, places: set[Place]) -> list[Line]:
    shifts = {shift.id: shift for shift in week.inputs.shifts}
    return [
        proposal(week.inputs, week.inputs.clients[client_id], shifts[shift_id], pinned=False)
        for client_id, shift_id in sorted(places)
    ]


def _replanned(week: Week, broken: Broken) -> tuple[set[Place], set[Place]]:
    """Who has what when the places are given again, and the proposals that could not be kept.

    A team is offered a place by its coaches alone, so its week stays as it is.
    """
    instance = _instance(week)
    had = _rows(instance, broken.open_rows)
    gone = _rows(instance, broken.lost)
    instance, had = without(instance, gone), _renumbered(gone, np.setdiff1d(had, gone))
    taken = still_possible(instance, had) if broken.coach_away else had
    dropped = _people(instance, np.setdiff1d(had, taken))
    # Who has left a place, is pinned or has said yes keeps what there is.
    still = {str(one) for one in broken.firm} | {str(client) for client, _ in broken.left}
    kept = frozen(instance, {*still, *(pin.client_id for pin in week.pins), *instance.teams})
    fell = broken.lost | dropped
    losers = np.flatnonzero(frozen(instance, {str(client) for client, _ in fell}) & ~kept)
    settled = settle_again(instance, taken, losers)
    kept[losers] = True
    freed = np.isin(instance.shift_ids, [str(shift) for _, shift in broken.left | fell])
    freed[instance.columns.shift[np.setdiff1d(taken, settled)]] = True
    taken, _changed = fill_again(instance, settled, np.flatnonzero(freed), kept)
    return _people(instance, taken), dropped


def _rows(instance: PlanInstance, places: Iterable[Place]) -> NDArray[np.int64]:
    pairs = as_rows(instance, [(str(client), str(shift)) for client, shift in places])
    return rows_of(instance, pairs)


def _renumbered(gone: NDArray[np.int64], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """The same rows when those that are gone are counted no more."""
    return rows - np.searchsorted(gone, rows)


def _people(instance: PlanInstance, rows: NDArray[np.int64]) -> set[Place]:
    """The clients and shifts of these rows; each of a team by itself."""
    who = instance.client_ids[instance.pair_clients()[rows]].tolist()
    what = instance.shift_ids[instance.columns.shift[rows]].tolist()
    return {
        (UUID(client), UUID(shift))
        for row, shift in zip(who, what, strict=True)
        for client in instance.people_of(row)
    }


def _instance(week: Week) -> PlanInstance:
    """The week with the points for being served by which its plans are made."""
    settings, seats = week.settings, week.instance.columns.seats
    points = waiting_points(
        week.instance.waiting, settings.waiting_weight, settings.first_tenth, settings.served
    )
    return week.instance.with_bonus(points * seats)


def _store(broken: Broken, mended: _Mended, *, now: datetime) -> bool:
    """Whether there was something to propose; either way what fell away is looked at."""
    with unit_of_work():
        plan = week_plans.read_plan(broken.plan_id)
        plan.mended_at = now
        for client_id, shift_id in mended.alone:
            key = f"presence_lost:{client_id}:{shift_id}:{int(now.timestamp())}"
            letters.tell_coach(client_id, "presence_wanted", key, now=now)
        week_plans.mark_lines(mended.over, PlanRowState.OVERTAKEN)
        week_plans.add_lines(plan.id, mended.lines, mended=True)
        if mended.lines and plan.state is PlanState.ACCEPTED:
            week_plans.move(plan, PlanState.PARTLY_ACCEPTED)
        if mended.lines or mended.over:
            audit.record(SYSTEM, _entry(broken, mended), now=now)
        return bool(mended.lines)


def _entry(broken: Broken, mended: _Mended) -> audit.Entry:
    over = {client_id for (client_id, _), row in broken.open_rows.items() if row in mended.over}
    people = over | {line.client_id for line in mended.lines if line.client_id}
    facts = {
        "mended": len(mended.lines), "cancelled": len(broken.left | broken.lost),
        "overtaken": len(mended.over), "coach_away": broken.coach_away,
    }  # fmt: skip
    return audit.Entry(
        "update", "week_plan", broken.plan_id, client_ids=sorted(people), facts=facts
    )
