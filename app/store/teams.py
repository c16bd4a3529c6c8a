"""Teams: who learns beside whom, and on which shifts somebody of one's team is already."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.lifecycle import AGREED_OFFERS, OPEN_OFFERS, OfferState
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.teams import Team, TeamMember
from app.store.models.work import OfferShift
from app.store.prepared import among, fetch, listed, one_of
from app.store.relations import find_coach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date
    from uuid import UUID


@dataclass(frozen=True)
class TeamFacts:
    """A team by the names of the matcher's own record; the clients in order of their ids."""

    id: UUID
    client_ids: tuple[UUID, ...]
    coach_id: UUID | None
    together: bool


def load_teams(client_ids: Collection[UUID] | None) -> dict[UUID, TeamFacts]:
    """The teams of these clients, or of all, by team; everybody of a team is named."""
    rows = fetch(_teams(everybody=client_ids is None), ids=listed(client_ids))
    members: dict[tuple[UUID, UUID | None, bool], list[UUID]] = defaultdict(list)
    for team_id, coach_id, together, client_id in rows:
        members[team_id, coach_id, together].append(client_id)
    return {
        team_id: TeamFacts(team_id, tuple(ids), coach_id, together and len(ids) > 1)
        for (team_id, coach_id, together), ids in members.items()
    }


@cache
def _teams(*, everybody: bool) -> Any:
    theirs = select(TeamMember.team_id).where(among(TeamMember.client_id, anything=everybody))
    return (
        select(Team.id, Team.coach_id, Team.goes_together, TeamMember.client_id)
        .join(TeamMember, TeamMember.team_id == Team.id)
        .where(Team.id.in_(theirs))
        .order_by(Team.id, TeamMember.client_id)
    )


def sizes(teams: Iterable[TeamFacts]) -> dict[UUID, int]:
    """Of how many each client's team is, where they take shifts only together."""
    return {one: len(team.client_ids) for team in teams if team.together for one in team.client_ids}


def list_taken(teams: Iterable[TeamFacts], asked_about: Any) -> dict[UUID, set[UUID]]:
    """By client the shifts asked about to which somebody else of the team has said yes."""
    mates = {one: set(team.client_ids) - {one} for team in teams for one in team.client_ids}
    if not mates:
        return {}
    rows = db.session.execute(
        select(OfferShift.client_id, OfferShift.shift_id).where(
            one_of(OfferShift.client_id, mates), OfferShift.state.in_(AGREED_OFFERS), asked_about
        )
    ).all()
    return {
        client_id: {row.shift_id for row in rows if row.client_id in others}
        for client_id, others in mates.items()
    }


def list_mates(client_ids: Collection[UUID], team_ids: Collection[UUID]) -> set[UUID]:
    """Everybody of these teams and of the teams of these clients."""
    query = _mates(named=bool(team_ids))
    found = fetch(query, ids=listed(client_ids), team_ids=listed(team_ids))
    return set(found.scalars())


@cache
def _mates(*, named: bool) -> Any:
    # A list that is empty costs as much as one that is not.
    theirs = select(TeamMember.team_id).where(among(TeamMember.client_id))
    of_theirs = TeamMember.team_id.in_(theirs)
    of_teams = of_theirs | among(TeamMember.team_id, "team_ids") if named else of_theirs
    return select(TeamMember.client_id).where(of_teams)


# --- whom a client goes with


@dataclass(frozen=True)
class Mate:
    """Somebody of a client's team: first name and initial, and the coach by name."""

    client_id: UUID
    name: str
    coach: str
    # Whether an offer of the shift is open.
    asked: bool


def list_companions(client_id: UUID) -> list[UUID]:
    """Everybody else of a team of which nobody takes a shift alone."""
    teams = load_teams([client_id]).values()
    return [one for team in teams if team.together for one in team.client_ids if one != client_id]


def load_companions(
    together: Collection[tuple[UUID, ...]], shift_id: UUID, *, on: date
) -> dict[UUID, tuple[Mate, ...]]:  # fmt: skip
    """The others of these teams, with what a coach may know of them; by client."""
    ids = {one for team in together for one in team}
    mates = _load_mates(ids, shift_id, on) if ids else {}
    return {
        client_id: tuple(mates[one] for one in team if one != client_id)
        for team in together
        for client_id in team
    }


def _load_mates(ids: Collection[UUID], shift_id: UUID, on: date) -> dict[UUID, Mate]:
    asked = _with_offer(ids, [shift_id], OPEN_OFFERS)
    return {
        one.id: Mate(one.id, _short(one), _coach_name(one.id, on), one.id in asked)
        for one in db.session.scalars(select(Client).where(Client.id.in_(ids)))
    }


def _coach_name(client_id: UUID, on: date) -> str:
    coach = find_coach(client_id, on=on)
    return coach.first_name if coach else ""


def find_left_out(
    client_ids: Collection[UUID], shift_ids: Collection[UUID]
) -> dict[UUID, set[UUID]]:
    """Of these clients, to be asked now, those who go together with others who are not asked.

    Once somebody of the team has said yes, nobody of it is left out any more.
    """
    together = [team for team in load_teams(client_ids).values() if team.together]
    ids = {one for team in together for one in team.client_ids}
    if not ids:
        return {}
    asked = _with_offer(ids, shift_ids, OPEN_OFFERS) | set(client_ids)
    agreed = _with_offer(ids, shift_ids, AGREED_OFFERS)
    found: dict[UUID, set[UUID]] = {}
    for team in together:
        missing = set(team.client_ids) - asked
        if missing and not agreed & set(team.client_ids):
            found |= dict.fromkeys(set(team.client_ids) & set(client_ids), missing)
    return found


def _with_offer(
    client_ids: Collection[UUID], shift_ids: Collection[UUID], states: Collection[OfferState]
) -> set[UUID]:
    """Those of the clients who have an offer in one of these states of each of the shifts."""
    rows = db.session.execute(
        select(OfferShift.client_id, func.count(OfferShift.shift_id.distinct()))
        .where(OfferShift.client_id.in_(client_ids), OfferShift.shift_id.in_(shift_ids))
        .where(OfferShift.state.in_(states))
        .group_by(OfferShift.client_id)
    )
    return {client_id for client_id, count in rows if count == len(set(shift_ids))}


@dataclass(frozen=True)
class TeamCard:
    """A client's team in words: its name, who else is in it, who goes along."""

    name: str
    others: tuple[str, ...]
    coach: str
    goes_together: bool


def find_card(client: Client) -> TeamCard | None:
    """The team of a client who may be read; of the others the first name and initial."""
    team = db.session.scalar(
        select(Team).join(TeamMember).where(TeamMember.client_id == client.id)
    )  # fmt: skip
    if team is None:
        return None
    others = db.session.scalars(
        select(Client)
        .join(TeamMember, TeamMember.client_id == Client.id)
        .where(TeamMember.team_id == team.id, Client.id != client.id)
        .order_by(Client.first_name, Client.id)
    )
    coach = db.session.get(User, team.coach_id) if team.coach_id else None
    return TeamCard(
        team.name, tuple(_short(one) for one in others), coach.first_name if coach else "",
        team.goes_together,
    )  # fmt: skip


def _short(person: Any) -> str:
    return f"{person.first_name} {(person.last_name or '')[:1]}".strip()
