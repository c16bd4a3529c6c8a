"""Teams from files: found by the sender's key, their members by their sealed numbers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import delete, or_, select

from app.domain.imports.columns import Remark
from app.domain.imports.teams import TeamRow
from app.domain.vocabulary import Role
from app.store.crypto import unseal
from app.store.db import db
from app.store.imports.clients import number_index
from app.store.imports.people import Staff, Units
from app.store.imports.shelf import Change, Occasion, Stored, Touched, id_from_key
from app.store.models.people import Client
from app.store.models.teams import Team, TeamMember

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from uuid import UUID

_COACHES = frozenset({Role.COACH})


class Named(NamedTuple):
    """A client whom a file names, with the unit and the team if any."""

    id: UUID
    unit_id: UUID
    team_id: UUID | None


class TeamShelf:
    """Teams by the sender's keys; those made on the site by their ids."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        self._units, self._staff = Units(), Staff()
        self._teams: dict[UUID, Team] = {}
        self._named: dict[str, Named] = {}
        self._claimed: dict[UUID, str] = {}

    def find(self, rows: Sequence[TeamRow]) -> Mapping[str, Stored]:
        """What is kept of these rows, by their keys."""
        self._named |= find_named({one for row in rows for one in row.members})
        ids = {one: row.ref for row in rows if (one := id_from_key(row.ref))}
        refs = [row.ref for row in rows]
        query = select(Team).where(
            or_(Team.ref.in_(refs), Team.ref.is_(None) & Team.id.in_(ids))
        )  # fmt: skip
        teams = list(db.session.scalars(query))
        self._teams |= {team.id: team for team in teams}
        kept = {team.id: row for team, row in zip(teams, self._rows(teams), strict=True)}
        wanted = {row.ref: row for row in rows}
        return {
            row.ref: Stored(team_id, self._as_spelt(row, wanted.get(row.ref)))
            for team_id, row in kept.items()
        }

    def _as_spelt(self, kept: TeamRow, wanted: TeamRow | None) -> TeamRow:
        """The kept row with its members spelt as the file spells them, where they are the same."""
        if wanted is None:
            return kept
        same = {number_index(one) for one in kept.members}
        if same == {number_index(one) for one in wanted.members}:
            return replace(kept, members=wanted.members)
        return kept

    def check(self, row: TeamRow, stored: Stored | None) -> Iterator[Remark]:
        """An unknown unit or coach, and members who are not the unit's or are in another team."""
        unit_id = self._units.id_of(row.unit_code)
        if unit_id is None:
            yield Remark("unit_code", "unit_unknown", {"text": row.unit_code})
        if row.coach_email and self._staff.find(row.coach_email, _COACHES) is None:
            yield Remark("coach_email", "coach_unknown", {"text": row.coach_email})
        for ref in row.members:
            code = self._fault(row, ref, unit_id, stored)
            if code:
                yield Remark("members", code, {"text": ref})

    def _fault(
        self, row: TeamRow, ref: str, unit_id: UUID | None, stored: Stored | None
    ) -> str:  # fmt: skip
        client = self._named.get(ref)
        if client is None:
            return "client_unknown"
        if unit_id is not None and client.unit_id != unit_id:
            return "client_of_other_unit"
        elsewhere = client.team_id not in {None, stored.id if stored else None}
        taken = self._claimed.setdefault(client.id, row.ref) != row.ref
        return "client_in_other_team" if elsewhere or taken else ""

    def write(self, added: Sequence[TeamRow], changed: Sequence[Change]) -> Touched:
        """Keep the rows; everybody who is or was in a changed team is named."""
        touched: tuple[list[UUID], list[UUID]] = ([], [])
        for row in added:
            team = Team(ref=row.ref, created_at=self._occasion.now)
            self._fill(team, row)
            touched[0].extend(self._write_members(team.id, row))
        for change in changed:
            team = self._teams[change.stored.id]
            touched[1].extend(list_member_ids([team.id]))
            self._fill(team, change.row)
            db.session.execute(delete(TeamMember).where(TeamMember.team_id == team.id))
            touched[1].extend(self._write_members(team.id, change.row))
        return touched[0], sorted(set(touched[1]))

    def _fill(self, team: Team, row: TeamRow) -> None:
        team.unit_id, team.name = self._units.ids[row.unit_code], row.name
        team.coach_id = self._staff.find(row.coach_email, _COACHES) if row.coach_email else None
        team.goes_together = row.goes_together
        db.session.add(team)
        db.session.flush()

    def _write_members(self, team_id: UUID, row: TeamRow) -> list[UUID]:
        ids = [self._named[ref].id for ref in row.members]
        db.session.add_all(TeamMember(team_id=team_id, client_id=one) for one in ids)
        db.session.flush()
        return ids

    def list_ids(self) -> Sequence[UUID]:
        """All teams in the order in which they came."""
        return list(
            db.session.scalars(select(Team.id).order_by(Team.created_at, Team.ref, Team.id))
        )

    def rows_of(self, ids: Sequence[UUID]) -> Iterable[TeamRow]:
        """The rows of these teams."""
        teams = {team.id: team for team in db.session.scalars(select(Team).where(Team.id.in_(ids)))}
        return self._rows([teams[one] for one in ids])

    def _rows(self, teams: Sequence[Team]) -> list[TeamRow]:
        members: dict[UUID, list[str]] = defaultdict(list)
        query = (
            select(TeamMember.team_id, Client.id, Client.number_sealed)
            .join(Client, Client.id == TeamMember.client_id)
            .where(TeamMember.team_id.in_([team.id for team in teams]))
        )
        for team_id, client_id, sealed in db.session.execute(query):
            number = unseal(sealed, "client", "number", client_id) if sealed else client_id.hex
            members[team_id].append(number)
        return [
            TeamRow(
                team.ref or team.id.hex, self._units.codes[team.unit_id], team.name,
                tuple(sorted(members[team.id])), self._staff.email(team.coach_id),
                team.goes_together,
            )
            for team in teams
        ]  # fmt: skip


def find_named(refs: set[str]) -> dict[str, Named]:
    """The clients of these numbers, or of these ids where they have no number."""
    indexes = {number_index(ref): ref for ref in refs}
    ids = {one: ref for ref in refs if (one := id_from_key(ref))}
    rows = db.session.execute(
        select(Client.id, Client.unit_id, Client.number_index, TeamMember.team_id)
        .outerjoin(TeamMember, TeamMember.client_id == Client.id)
        .where(
            or_(
                Client.number_index.in_(indexes),
                Client.number_index.is_(None) & Client.id.in_(ids),
            )
        )
    )
    return {
        indexes.get(row.number_index) or ids[row.id]: Named(row.id, row.unit_id, row.team_id)
        for row in rows
    }


def list_member_ids(team_ids: Sequence[UUID]) -> list[UUID]:
    """The clients in these teams."""
    query = select(TeamMember.client_id).where(TeamMember.team_id.in_(team_ids))
    return list(db.session.scalars(query.order_by(TeamMember.client_id)))
