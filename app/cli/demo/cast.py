"""The people one can be in the demo, and the population they live in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.cli.demo.population import Population, Row, Size, as_csv
from app.domain.policy import SYSTEM, Actor
from app.domain.vocabulary import Category
from app.services import imports
from app.store import demo
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from uuid import UUID

SIZE = Size(units=6, coaches_per_unit=2, clients=120, organisations=40, tasks=0)
HOME = "tilaaja.1@example.com"
OTHER = "tilaaja.2@example.com"
ORDERER = "oona@example.com"
# Keys of the demo by mail address; the address says where in the population the person stands.
PEOPLE = {
    "orderer": ORDERER,
    "orderer_admin": HOME,
    "orderer_other": OTHER,
    "dispatcher": "dispatcher.1@example.org",
    "coach": "valmentaja.1.1@example.org",
    "coach_same_unit": "valmentaja.1.2@example.org",
    "coach_other": "valmentaja.2.1@example.org",
    "responsible_worker": "vastuu.1@example.org",
    "unit_manager": "esihenkilo.1@example.org",
    "unit_manager_other": "esihenkilo.2@example.org",
    "coordinator": "work_ability_coordinator.1@example.org",
    "network_member": "network_member.1@example.org",
    "regional_coordinator": "regional_coordinator.1@example.org",
    "administrator": "administrator.1@example.org",
    "auditor": "auditor.1@example.org",
}
# Whoever enters the rules that the administrator checks.
SECOND_ADMINISTRATOR = "administrator.2@example.org"
# A third client of the same coach, whose hours wait for the orderer.
THIRD = "Vilja"
# A client of the unit's other coach, so that there is always something on that page too.
FOURTH = "Onni"
CLIENTS = {"client": "D100000", "client_other": "D100006"}
_FIRST_NAMES = {
    "dispatcher.1@example.org": "Dina",
    "valmentaja.1.1@example.org": "Satu",
    "valmentaja.1.2@example.org": "Teemu",
    "valmentaja.2.1@example.org": "Noora",
    "vastuu.1@example.org": "Rauno",
    "esihenkilo.1@example.org": "Maija",
    "esihenkilo.2@example.org": "Uolevi",
    "work_ability_coordinator.1@example.org": "Wilma",
    "network_member.1@example.org": "Niina",
    "regional_coordinator.1@example.org": "Riikka",
    "administrator.1@example.org": "Aada",
    "auditor.1@example.org": "Tuomo",
}
# The clients with a plot of their own: free all week, little stands in their way.
_CLIENTS: dict[str, Row] = {
    "D100000": {"first_name": "Kalle", "wishes": "garden elderly_assist", "channel": "sms"},
    "D100006": {"first_name": "Kaisa", "wishes": "kitchen shop", "channel": "sms"},
    "D100012": {
        "first_name": FOURTH,
        "wishes": "textile",
        "channel": "sms",
        "coach_email": PEOPLE["coach_same_unit"],
    },
    "D100018": {"first_name": THIRD, "wishes": "cleaning office", "channel": "coach"},
}
_OPEN: Row = {
    "availability": "; ".join(f"{day} 8-17" for day in ("ma", "ti", "ke", "to", "pe", "la", "su")),
    "coach_email": "valmentaja.1.1@example.org", "unit_code": "U001", "avoid": "", "limits": "",
    "language": "fi-selko", "support_need": "none", "non_disclosure": "no",
    "max_hours_week": 20, "max_hours_month": "", "max_earnings_month": "",
    "max_travel_minutes": 90, "benefit": "disability_pension", "stop": "Kallio",
    "lat": 60.1841, "lon": 24.9497, "strengths": "Olen tarkka. Viihdyn ulkona.",
}  # fmt: skip
_ORGANISATIONS: dict[str, Row] = {
    "D00001": {"name": "Palvelutalo Pihlaja", "contact_first_name": "Olga"},
    "D00002": {"name": "Kiinteistöpalvelu Karhu Oy", "contact_first_name": "Otto"},
}


class DemoPopulation(Population):
    """The demo's population with its cast in it."""

    def person(self, role: str, email: str, unit: int | None) -> Row:
        row = super().person(role, email, unit)
        return row | {"first_name": _FIRST_NAMES.get(email, row["first_name"])}

    def staff(self) -> Iterator[Row]:
        yield from super().staff()
        yield {
            "email": SECOND_ADMINISTRATOR, "first_name": "Aatu", "last_name": "Aro",
            "role": "administrator", "unit_code": "", "support_hours_per_week": "",
            "languages": "fi", "phone": "09 310 00001", "working_hours": "", "absences": "",
        }  # fmt: skip

    def client(self, number: int) -> Row:
        row = super().client(number)
        own = _CLIENTS.get(str(row["client_ref"]))
        return row | _OPEN | own if own else row

    def blocked(self) -> Iterator[Row]:
        """Kaisa has a place where she would rather not go; that is talked over in two weeks."""
        yield from super().blocked()
        yield {
            "client_ref": "D100006", "org_ref": "D00031", "starts_on": self._day(-168),
            "review_on": self._day(14),
        }  # fmt: skip

    def organisations(self) -> Iterator[Row]:
        for row in super().organisations():
            yield row | _ORGANISATIONS.get(str(row["org_ref"]), {})


@dataclass(frozen=True)
class Cast:
    """Everybody who acts, by mail address or client id."""

    actors: dict[str, Actor]

    def __getitem__(self, key: str) -> Actor:
        return self.actors[key]

    @property
    def reserved(self) -> frozenset[UUID]:
        """The clients with a plot of their own, whom nobody else offers anything."""
        names = {str(row["first_name"]) for row in _CLIENTS.values()}
        mine = (actor for actor in self.actors.values() if actor.name in names)
        return frozenset(actor.client_id for actor in mine if actor.client_id)

    def client_id(self, name: str) -> UUID:
        """The client of the cast with this first name."""
        own = (one for one in self.actors.values() if one.client_id in self.reserved)
        return next(one.client_id for one in own if one.name == name and one.client_id)

    @property
    def coaches(self) -> list[Actor]:
        return [self.actors[key] for key in sorted(self.actors) if key.startswith("valmentaja.")]

    @property
    def coaches_along(self) -> list[Actor]:
        """Who can go along with the clients of the cast: their coach, and the unit's other one."""
        return [self.actors[PEOPLE[key]] for key in ("coach", "coach_same_unit")]

    @property
    def orderers(self) -> list[Actor]:
        return [self.actors[key] for key in sorted(self.actors) if key.startswith("tilaaja.")]

    @property
    def dispatcher(self) -> Actor:
        return self.actors[PEOPLE["dispatcher"]]


def add_people(*, seed: int, today: date, now: datetime) -> Cast:
    """Bring in units, staff, organisations and clients, and give the cast its keys."""
    people = DemoPopulation(SIZE, seed, today)
    with unit_of_work():
        demo.add_state(seed=seed, now=now, ready=False)
    for kind, rows in (
        ("units", people.units()), ("staff", people.staff()),
        ("organisations", people.organisations()), ("clients", people.clients()),
        ("teams", people.teams()), ("blocked", people.blocked()),
    ):  # fmt: skip
        report = imports.import_file(SYSTEM, kind, as_csv(rows), now=now)
        if not report.clean:
            raise ValueError(f"the demo's {kind} do not import: {report.errors[:3]}")
    with unit_of_work():
        demo.add_orderer(ORDERER, "D00001", ("Oona", "Lahti"), now=now)
        demo.mark_people(PEOPLE, CLIENTS)
        _add_floors(today)
    return Cast(demo.list_actors())


def _add_floors(today: date) -> None:
    """Example floors for some kinds of work; of the others the dispatcher vouches by name."""
    since = today.replace(month=1, day=1, year=today.year - 2)
    demo.add_floor(Category.CLEANING, "Kiinteistöpalveluala", 1180, on=since)
    demo.add_floor(Category.PROPERTY, "Kiinteistöpalveluala", 1195, on=since)
    demo.add_floor(Category.KITCHEN, "Matkailu- ja ravintola-ala", 1190, on=since)
    demo.add_floor(Category.SHOP, "Kaupan ala", 1205, on=since)
