"""The people of a simulated town: units, coaches, clients and orderers, from import files."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.cli.demo.population import Population, Size, as_csv
from app.domain.calendar import local_day
from app.domain.policy import SYSTEM
from app.domain.vocabulary import RelationKind
from app.services import imports
from app.store import demo
from app.store.db import db
from app.store.models.people import Relation
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

FILES = ("units", "staff", "organisations", "clients", "teams", "blocked")


@dataclass(frozen=True)
class Scale:
    """How big a simulation is. Units: heads and days."""

    units: int
    clients: int
    organisations: int
    orders: int
    days: int
    # Whether coaches get a plan of the next week on Friday.
    planned: bool = False

    @property
    def size(self) -> Size:
        return Size(
            units=self.units, coaches_per_unit=3, clients=self.clients,
            organisations=self.organisations, tasks=0,
        )  # fmt: skip


@dataclass(frozen=True)
class Town:
    """Everybody who acts."""

    coaches: dict[UUID, Actor]
    clients: dict[UUID, Actor]
    orderers: list[Actor]
    dispatcher: Actor
    # Whose coach is who, by client.
    coach_of: dict[UUID, UUID]

    def clients_of(self, coach: Actor) -> list[UUID]:
        """The clients of one coach."""
        return [one for one, coach_id in self.coach_of.items() if coach_id == coach.user_id]


def found(scale: Scale, *, seed: int, now: datetime) -> Town:
    """Build the town in an empty database, the way a city's own files come in."""
    demo.hurry()
    people = Population(scale.size, seed, local_day(now))
    _add_floor(local_day(now))
    for kind in FILES:
        report = imports.import_file(SYSTEM, kind, as_csv(getattr(people, kind)()), now=now)
        assert report.clean, (kind, report.errors[:3])
    return _town()


def _add_floor(today: date) -> None:
    with unit_of_work():
        demo.add_floor(None, "Kaikki alat", 1100, on=today - timedelta(days=365))


def _town() -> Town:
    with unit_of_work():
        actors, ties = demo.list_actors(), _coach_ties()
    by_role: dict[str, list[Actor]] = defaultdict(list)
    for key in sorted(actors):
        by_role[str(actors[key].role)].append(actors[key])
    coaches = {one.user_id: one for one in by_role["coach"] if one.user_id}
    clients = {one.client_id: one for one in actors.values() if one.client_id}
    orderers = [one for one in actors.values() if one.organisation_id]
    orderers.sort(key=lambda one: str(one.organisation_id))
    return Town(coaches, clients, orderers, by_role["dispatcher"][0], ties)


def _coach_ties() -> dict[UUID, UUID]:
    ties = select(Relation.client_id, Relation.user_id).where(Relation.kind == RelationKind.COACH)
    return dict(db.session.execute(ties).all())
