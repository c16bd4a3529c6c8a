"""Teams in a week plan: who goes together has the shifts that fit each of them, as one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from app.matching.facts import TeamFacts
    from app.matching.inputs import Inputs
    from app.matching.week_inputs import Pair


@dataclass(frozen=True)
class Team:
    """Clients who are planned as one, and the pairs that they have together."""

    id: UUID
    client_ids: tuple[UUID, ...]
    pairs: tuple[Pair, ...]


def join_teams(inputs: Inputs, pairs: Sequence[Pair]) -> tuple[list[Team], list[Pair]]:
    """The teams that go together, in the order of ids, and the pairs of everybody else.

    A team of which not everybody is planned here has no pairs: nobody of it goes alone.
    """
    together = [team for team in inputs.context.teams.values() if team.together]
    together = [team for team in together if set(team.client_ids) & inputs.clients.keys()]
    teams_of = {one: team.id for team in together for one in team.client_ids}
    theirs: dict[UUID, dict[UUID, list[Pair]]] = defaultdict(lambda: defaultdict(list))
    alone: list[Pair] = []
    for pair in pairs:
        if pair.client_id in teams_of:
            theirs[teams_of[pair.client_id]][pair.shift_id].append(pair)
        else:
            alone.append(pair)
    joined = [_joined(team, inputs, theirs[team.id]) for team in together]
    return sorted(joined, key=lambda team: str(team.id)), alone


def _joined(team: TeamFacts, inputs: Inputs, by_shift: dict[UUID, list[Pair]]) -> Team:
    everybody = [
        _as_one(team, found) for found in by_shift.values() if len(found) == len(team.client_ids)
    ]
    known = tuple(sorted((one for one in team.client_ids if one in inputs.clients), key=str))
    return Team(team.id, known, tuple(everybody))


def _as_one(team: TeamFacts, pairs: Sequence[Pair]) -> Pair:
    """One pair for all: worth their sum, with one coach where anybody needs one."""
    with_coach = [pair for pair in pairs if pair.goes]
    chosen = min(
        with_coach, key=lambda one: (one.goes != team.coach_id, str(one.goes)), default=pairs[0]
    )
    return replace(
        chosen, client_id=team.id, value=sum(pair.value for pair in pairs),
        first_time=any(pair.first_time for pair in with_coach),
    )  # fmt: skip
