"""Teams in a week plan: who goes together has the shifts that fit each of them, as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.instance import NO_COACH
from app.matching.week_pairs import Pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from app.matching.facts import TeamFacts
    from app.matching.inputs import Inputs


def list_teams(inputs: Inputs) -> list[TeamFacts]:
    """The teams that go together and of which anybody is planned here, in the order of ids."""
    known = inputs.clients.keys()
    together = (team for team in inputs.context.teams.values() if team.together)
    here = [team for team in together if known & set(team.client_ids)]
    return sorted(here, key=lambda team: str(team.id))


def members_of(team: TeamFacts, inputs: Inputs) -> list[UUID]:
    """Those of the team who are planned here, in the order of ids."""
    return sorted((one for one in team.client_ids if one in inputs.clients), key=str)


def join_teams(
    inputs: Inputs, teams: Sequence[TeamFacts], pairs: Pairs, coaches: Mapping[UUID, int]
) -> Pairs:
    """The pairs with each team as one client.

    Rows of clients are then those of everybody without a team, and after them the teams. A team of
    which not everybody is planned here has no pairs: nobody of it goes alone.
    """
    rows = {client_id: row for row, client_id in enumerate(inputs.clients)}
    team_of = np.full(len(rows), -1)
    for number, team in enumerate(teams):
        team_of[[rows[one] for one in members_of(team, inputs)]] = number
    alone = team_of < 0
    to = np.where(alone, np.cumsum(alone) - 1, alone.sum() + team_of)
    told = pairs._replace(client=to[pairs.client].astype(np.int32))
    apart = alone[pairs.client]
    theirs = _as_one(told.only(~apart), int(alone.sum()), teams, coaches)
    # Column by column: of a large week each is some megabytes.
    return Pairs._make(
        np.concatenate((all_told[apart], joint))
        for all_told, joint in zip(told, theirs, strict=True)
    )


def _as_one(
    pairs: Pairs, begins: int, teams: Sequence[TeamFacts], coaches: Mapping[UUID, int]
) -> Pairs:
    """One pair for all of a team where there is one for each: worth their sum.

    One coach goes along where anybody needs one, that of the team if possible. Teams' rows begin
    at `begins`.
    """
    own = np.array([_row(team.coach_id, coaches) for team in teams], dtype=np.int32)
    people = np.array([len(team.client_ids) for team in teams], dtype=np.int64)
    # In each group the pair that stands for all comes first.
    last = pairs.goes == NO_COACH, pairs.goes != own[pairs.client - begins], pairs.goes
    pairs = pairs.only(np.lexsort((*last[::-1], pairs.shift, pairs.client)))
    new = (np.diff(pairs.client, prepend=-1) != 0) | (np.diff(pairs.shift, prepend=-1) != 0)
    first = np.flatnonzero(new)
    everybody = np.diff(first, append=len(new)) == people[pairs.client[first] - begins]
    together = pairs.only(first)._replace(
        value=np.add.reduceat(pairs.value, first, dtype=np.int32),
        first_time=np.logical_or.reduceat(pairs.first_time, first),
    )
    return together.only(everybody)


def _row(coach_id: UUID | None, coaches: Mapping[UUID, int]) -> int:
    return NO_COACH if coach_id is None else coaches.get(coach_id, NO_COACH)
