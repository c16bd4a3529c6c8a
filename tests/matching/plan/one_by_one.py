"""The pairs of a week judged one at a time by the per-pair functions, and a week read back.

A pair is told as (points, coach who goes along or "", minutes of that coach, first time), by the id
of the client's row and the id of the shift.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from app.domain.travel import travel_minutes
from app.matching.facts import TeamFacts
from app.matching.inputs import Inputs
from app.matching.presence import can_attend, wanted_presence
from app.matching.shortlist import Group, judge
from app.matching.week_pairs import ALONE, CONTINUES, FAR, PLACED, WISH
from tests.matching.crowd import COACHES, TASKS, crowd

if TYPE_CHECKING:
    from app.matching.facts import ClientFacts, CoachFacts, Context, ShiftFacts
    from app.matching.week_plan import PlanInstance

Told = tuple[int, str, int, bool]


def easy_crowd(seed: int, clients: int = 60, shifts: int = 12) -> Inputs:
    """A crowd of few orders, in which nothing but the coach and the orderer stops anybody."""
    people, works, known = crowd(seed, clients, shifts)
    easy = {
        "availability": (), "exceptions": (), "sessions": (), "agreed": (), "limits": {},
        "own_rules": frozenset(), "avoided": frozenset(), "max_minutes_week": None,
        "max_minutes_month": None, "max_cents_month": None, "together": 1,
        "asked_shift_ids": frozenset(), "non_disclosure": False, "max_travel_minutes": None,
    }  # fmt: skip
    now = min(work.starts_at for work in works) - timedelta(days=1)
    works = [
        replace(work, places=6, passes=frozenset(), task_id=TASKS[n % 3])
        for n, work in enumerate(works)
    ]
    listed = {
        one.id: replace(one, **easy, performed_at_task={TASKS[n % 3]: n % 5})
        for n, one in enumerate(people)
    }
    return Inputs(listed, works, replace(known, now=now))


def with_teams(inputs: Inputs, seed: int) -> Inputs:
    """The same with half of the people in teams, some of them apart or with a stranger."""
    dice = random.Random(seed)
    people = dice.sample(sorted(inputs.clients), len(inputs.clients) // 2)
    stranger = UUID(int=dice.getrandbits(128))
    teams = {}
    while len(people) > 3:
        members = [people.pop() for _ in range(dice.choice((2, 2, 3)))]
        members += [stranger] * (dice.random() < 0.1)
        number, coach = UUID(int=dice.getrandbits(128)), dice.choice([None, *COACHES])
        teams[number] = TeamFacts(number, tuple(members), coach, dice.random() < 0.9)
    return replace(inputs, context=replace(inputs.context, teams=teams))


def judged(inputs: Inputs) -> dict[tuple[str, str], Told]:
    """Every pair that fits, teams as one."""
    pairs: dict[tuple[UUID, UUID], Told] = {}
    for client in inputs.clients.values():
        for shift in inputs.shifts:
            told = _told(client, shift, inputs.context)
            if told is not None:
                pairs[client.id, shift.id] = told
    return _joined(inputs, pairs)


def _told(client: ClientFacts, shift: ShiftFacts, context: Context) -> Told | None:
    found = judge(client, shift, context)
    if found.group is not Group.FITS:
        return None
    needed = wanted_presence(client, shift).required
    done = client.performed_at_task.get(shift.task_id, 0)
    value = (
        PLACED + WISH * found.wishes_met + (0 if needed else ALONE) - _far(client, shift, context)
    )
    value += CONTINUES if done or shift.task_id in client.committed_task_ids else 0
    if not needed:
        return value, "", 0, False
    goes = _going(client, shift, context)
    return value, str(goes.id), 0 if _there(goes, shift) else shift.minutes, not done


def _far(client: ClientFacts, shift: ShiftFacts, context: Context) -> int:
    if client.place is None or shift.place is None:
        return 0
    return min(FAR, travel_minutes(client.place, shift.place, context.travel) // 3)


def _there(coach: CoachFacts, shift: ShiftFacts) -> bool:
    return any(visit.shift_id == shift.id for visit in coach.week.visits)


def _going(client: ClientFacts, shift: ShiftFacts, context: Context) -> CoachFacts:
    """The own coach, else of the unit one who is there, else by an order of the shift's own."""

    def order(coach: CoachFacts) -> tuple[bool, bool, int]:
        return coach.id != client.coach_id, not _there(coach, shift), coach.id.int ^ shift.id.int

    near = (one for one in context.coaches.values()
            if client.coach_id == one.id or client.unit_id == one.unit_id)  # fmt: skip
    return min((one for one in near if can_attend(one, shift, context)), key=order)


def _joined(
    inputs: Inputs, pairs: dict[tuple[UUID, UUID], Told]
) -> dict[tuple[str, str], Told]:  # fmt: skip
    together = [team for team in inputs.context.teams.values() if team.together]
    team_of = {one: team for team in together for one in team.client_ids}
    theirs: dict[tuple[UUID, UUID], list[Told]] = defaultdict(list)
    for (client, shift), told in pairs.items():
        theirs[team_of[client].id if client in team_of else client, shift].append(told)
    people = {team.id: len(team.client_ids) for team in together}
    return {
        (str(row), str(shift)): _as_one(all_told, inputs.context.teams.get(row))
        for (row, shift), all_told in theirs.items()
        if len(all_told) == people.get(row, 1)
    }


def _as_one(told: list[Told], team: TeamFacts | None) -> Told:
    with_coach = [one for one in told if one[1]]
    own = str(team.coach_id) if team else ""
    chosen = min(with_coach, key=lambda one: (one[1] != own, one[1]), default=told[0])
    value, first = sum(one[0] for one in told), any(one[3] for one in with_coach)
    return value, chosen[1], chosen[2], first


def read_back(week: PlanInstance) -> dict[tuple[str, str], Told]:
    """The pairs as the planner has them."""
    c, visits = week.columns, week.columns.visits
    who, found = week.client_ids[week.pair_clients()], {}
    for n, (client, shift) in enumerate(zip(who.tolist(), c.shift.tolist(), strict=True)):
        visit = visits.visit[n] if len(visits.visit) else -1
        goes = str(week.coach_ids[visits.coach[visit]]) if visit >= 0 else ""
        minutes = int(visits.minutes[visit]) if visit >= 0 else 0
        first = bool(visit >= 0 and visits.first_time[n] >= 0)
        found[client, str(week.shift_ids[shift])] = int(c.value[n]), goes, minutes, first
    return found
