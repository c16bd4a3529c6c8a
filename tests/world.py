"""A small world of named people, and builders of what happens in it.

Oona orders for the service home, Olga is its admin, Otto orders for another company. Dina
dispatches. In unit U01 Carla coaches Kalle and Kaisa, Celia is her colleague, Maija the manager; in
U02 Cleo coaches Kerttu and Uuno is the manager. Rauno is Kalle's responsible worker and Wilma his
work-ability coordinator. Niina is in the network, Riikka coordinates the region, Aada administers,
Tuomo audits. Sam is a stranger. It is Monday morning.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select

from app.domain import calendar
from app.domain.lifecycle import (
    OPEN_OFFERS,
    PLACE_HOLDING_OFFERS,
    AttendanceState,
    BookingState,
    HoursState,
    OfferState,
    PlacementState,
    TaskState,
)
from app.domain.policy import ANONYMOUS, Actor
from app.domain.vocabulary import (
    UNITLESS_STAFF,
    Category,
    Channel,
    EngagementModel,
    Language,
    OrganisationKind,
    PassKind,
    RelationKind,
    Role,
    Scale,
    SupportNeed,
    UnitKind,
)
from app.store import crypto, logins
from app.store.db import Model, db
from app.store.models.agreements import WorkAgreement
from app.store.models.people import (
    Availability,
    Client,
    Limit,
    Organisation,
    Pass,
    Relation,
    Site,
    Unit,
    User,
    Wish,
)
from app.store.models.teams import Team, TeamMember
from app.store.models.work import (
    Attendance,
    CoachBooking,
    CoachBookingClient,
    Demand,
    Offer,
    OfferShift,
    Placement,
    Series,
    Shift,
    Task,
    Wave,
    WorkedHours,
)
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from flask import Flask

Row = TypeVar("Row", bound=Model)
WEEKDAYS = ("ma", "ti", "ke", "to", "pe", "la", "su")
# The people of trust 3 by their letters there; a dispatcher comes on top. AK, the key of a program,
# has no door yet, so it is a stranger.
PRINCIPALS = {
    "AN": "sam", "OR": "oona", "OA": "olga", "OX": "otto", "CL": "kalle", "CX": "kaisa",
    "CO": "carla", "CU": "celia", "CZ": "cleo", "RW": "rauno", "NM": "niina", "WC": "wilma",
    "RC": "riikka", "UM": "maija", "UX": "uuno", "AD": "aada", "AU": "tuomo", "AK": "sam",
    "DI": "dina",
}  # fmt: skip
STAFF = (
    ("dina", Role.DISPATCHER, None), ("carla", Role.COACH, "U01"), ("celia", Role.COACH, "U01"),
    ("maija", Role.UNIT_MANAGER, "U01"), ("rauno", Role.RESPONSIBLE_WORKER, "U01"),
    ("cleo", Role.COACH, "U02"), ("uuno", Role.UNIT_MANAGER, "U02"),
    ("niina", Role.NETWORK_MEMBER, None), ("wilma", Role.COORDINATOR, None),
    ("riikka", Role.REGIONAL_COORDINATOR, None), ("aada", Role.ADMINISTRATOR, None),
    ("tuomo", Role.AUDITOR, None),
)  # fmt: skip


@dataclass(frozen=True)
class OpenTask:
    """A task that is open, with its shifts in order of time."""

    id: UUID
    shift_ids: tuple[UUID, ...]

    @property
    def shift_id(self) -> UUID:
        return self.shift_ids[0]


class World:
    """People by their first names, as actors; builders that return ids."""

    oona: Actor
    olga: Actor
    otto: Actor
    dina: Actor
    carla: Actor
    celia: Actor
    cleo: Actor
    kalle: Actor
    kaisa: Actor
    kerttu: Actor
    rauno: Actor
    maija: Actor
    uuno: Actor
    niina: Actor
    wilma: Actor
    riikka: Actor
    aada: Actor
    tuomo: Actor
    sam = ANONYMOUS

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.clock = app.extensions["jobcenter_clock"]
        self.units: dict[str, UUID] = {}
        self.organisations: dict[str, UUID] = {}
        self.sites: dict[str, UUID] = {}
        self._numbers = 0
        with unit_of_work():
            self._add_places()
            self._add_people()

    # --- time

    @property
    def now(self) -> datetime:
        """The site's present instant; Monday 23 November 2026 9:00 local until it is moved."""
        instant: datetime = self.clock.utcnow()
        return instant

    @property
    def today(self) -> date:
        return calendar.local_day(self.now)

    def day(self, words: str, weeks: int = 0) -> date:
        """The day of "ke" this week (or some weeks on), or of "2026-12-01"."""
        if words not in WEEKDAYS:
            return date.fromisoformat(words)
        monday = calendar.week_start(self.today)
        return monday + timedelta(days=WEEKDAYS.index(words), weeks=weeks)

    def at(self, words: str, weeks: int = 0) -> datetime:
        """The instant of "ke 10:00" or "2026-12-01 10:00", local time."""
        day, _, clock = words.partition(" ")
        return calendar.to_utc(self.day(day, weeks), time.fromisoformat(clock))

    def pass_time(self, **spans: float) -> datetime:
        """Let minutes, hours, days … go by for the whole site; the new instant."""
        self.clock.at += timedelta(**spans)
        return self.now

    def move_to(self, words: str, weeks: int = 0) -> datetime:
        """Let the site's clock show this local time."""
        self.clock.at += self.at(words, weeks) - self.now
        return self.now

    # --- rows

    def get(self, kind: type[Row], row_id: UUID) -> Row:
        """The row as it is in the database now."""
        db.session.rollback()
        return db.session.get_one(kind, row_id)

    def all(self, kind: type[Row], *where: Any) -> list[Row]:
        """The rows of a kind as they are now."""
        db.session.rollback()
        return list(db.session.scalars(select(kind).where(*where)))

    def count(self, kind: type[Model], *where: Any) -> int:
        db.session.rollback()
        query = select(func.count()).select_from(kind).where(*where)
        return db.session.scalar(query) or 0

    def add(self, *rows: Model) -> UUID:
        """Put rows into the database; the first one's id."""
        ids = [row.id for row in rows]
        with unit_of_work() as session:
            session.add_all(rows)
        return ids[0]

    def change(self, kind: type[Model], row_id: UUID, **values: Any) -> None:
        """Write some columns of a row."""
        with unit_of_work() as session:
            row = session.get_one(kind, row_id)
            for name, value in values.items():
                setattr(row, name, value)

    # --- people

    def _add_places(self) -> None:
        for code, name in (("U01", "Kalasataman työtoiminta"), ("U02", "Malmin työtoiminta")):
            unit = Unit(
                code=code, name=name, neutral_name="Helsingin työhönvalmennus",
                kind=UnitKind.DISABILITY, area="Helsinki", lat=60.187, lon=24.977, phone="09 1",
            )  # fmt: skip
            db.session.add(unit)
            self.units[code] = unit.id
        db.session.flush()
        self._add_organisation("palvelutalo", "Palvelutalo Pihlaja", OrganisationKind.CITY_UNIT)
        self._add_organisation("kiinteisto", "Kiinteistöhuolto Oy", OrganisationKind.COMPANY)

    def _add_organisation(self, key: str, name: str, kind: OrganisationKind) -> UUID:
        organisation = Organisation(
            name=name, kind=kind, verified_at=self.clock.at, created_at=self.clock.at
        )
        db.session.add(organisation)
        db.session.flush()
        site = Site(
            organisation_id=organisation.id, name=f"{name}, pääovi", area="Sörnäinen",
            lat=60.186, lon=24.97, door="Pääovi",
        )  # fmt: skip
        db.session.add(site)
        self.organisations[key], self.sites[key] = organisation.id, site.id
        return organisation.id

    def _add_people(self) -> None:
        for name, role, unit in STAFF:
            setattr(self, name, self._add_user(name.capitalize(), role, unit=unit))
        home, firm = self.organisations["palvelutalo"], self.organisations["kiinteisto"]
        for name, role, owner in (
            ("oona", Role.ORDERER, home),
            ("olga", Role.ORDERER_ADMIN, home),
            ("otto", Role.ORDERER, firm),
        ):
            setattr(self, name, self._add_user(name.capitalize(), role, organisation_id=owner))
        for name, coach in (("kalle", self.carla), ("kaisa", self.carla), ("kerttu", self.cleo)):
            setattr(self, name, self._add_client(name.capitalize(), coach))
        db.session.flush()
        self._relate(self.rauno, self.kalle, RelationKind.RESPONSIBLE_WORKER)
        self._relate(self.wilma, self.kalle, RelationKind.COORDINATOR)

    def _add_user(
        self, first_name: str, role: Role, *, unit: str | None = None, **columns: Any
    ) -> Actor:
        self._numbers += 1
        last_name = columns.pop("last_name", f"{first_name}nen-{self._numbers}")
        email = f"{first_name.lower()}.{self._numbers}@example.org"
        user = User(
            role=role, first_name=first_name, last_name=last_name, created_at=self.clock.at,
            email=None if role is Role.CLIENT else email,
            email_index=None if role is Role.CLIENT else crypto.blind_index("email", email),
            unit_id=self.units[unit] if unit else None,
            language=columns.pop("language", Language.FI), **columns,
        )  # fmt: skip
        db.session.add(user)
        return logins.actor_of(user, None)

    def _add_client(self, first_name: str, coach: Actor, **columns: Any) -> Actor:
        self._numbers += 1
        number = f"A-{self._numbers:05d}"
        phone = columns.pop("phone", f"+35840{self._numbers:07d}")
        last_name = columns.pop("last_name", f"Salanen-{self._numbers}")
        values: dict[str, Any] = {
            "first_name": first_name, "last_name": last_name, "number": number, "phone": phone,
            "last_name_index": crypto.blind_index("last_name", last_name),
            "number_index": crypto.blind_index("number", number),
            "phone_index": crypto.blind_index("phone", phone) if phone else None,
            "channel": Channel.SMS, "language": Language.FI_SELKO, "birth_year": 1990,
            "unit_id": coach.unit_id, "service_group": UnitKind.DISABILITY, "stop": "Sörnäinen",
            "lat": 60.187, "lon": 24.96, "support_need": SupportNeed.NONE, "animal": "cat",
            "colour": "blue", "started_on": date(2026, 1, 7), "created_at": self.clock.at,
        }  # fmt: skip
        client = Client(**values | columns)
        db.session.add(client)
        db.session.flush()
        for weekday in range(5):
            db.session.add(self._free(client.id, weekday, 8 * 60, 16 * 60))
        actor = self._add_user(
            client.first_name, Role.CLIENT, client_id=client.id, last_name=client.last_name,
            language=client.language,
        )  # fmt: skip
        # Nothing tells the session that the tie needs the people to be there first.
        db.session.flush()
        self._relate(coach, actor, RelationKind.COACH)
        # Orders here are engaged by the partner, who knows everybody by a reference.
        db.session.add(WorkAgreement(
            client_id=client.id, employer_key="partner", external_reference=f"K-{self._numbers}",
            from_on=date(2026, 1, 7), name_released=True, made_at=self.clock.at - timedelta(30),
        ))  # fmt: skip
        return actor

    @staticmethod
    def _free(client_id: UUID, weekday: int, starts: int, ends: int) -> Availability:
        return Availability(
            client_id=client_id, weekday=weekday, starts_minute=starts, ends_minute=ends
        )

    def _relate(
        self, user: Actor, client: Actor, kind: RelationKind, starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> UUID:  # fmt: skip
        relation = Relation(
            client_id=client.client_id, user_id=user.user_id, kind=kind,
            starts_on=starts_on or date(2026, 1, 7), ends_on=ends_on,
        )  # fmt: skip
        db.session.add(relation)
        return relation.id

    def principals(self) -> dict[str, Actor]:
        """The people of the access matrix by their letters there."""
        return {letters: getattr(self, name) for letters, name in PRINCIPALS.items()}

    def user(
        self, first_name: str, role: Role, *, unit: str | None = None, **columns: Any
    ) -> Actor:
        """One more person who can sign in. Staff without a city-wide role gets unit U01."""
        if unit is None and role not in UNITLESS_STAFF and "organisation_id" not in columns:
            unit = "U01"
        with unit_of_work():
            return self._add_user(first_name, role, unit=unit, **columns)

    def coach(self, first_name: str, *, unit: str = "U01", **columns: Any) -> Actor:
        return self.user(first_name, Role.COACH, unit=unit, **columns)

    def client(self, first_name: str, *, coach: Actor | None = None, **columns: Any) -> Actor:
        """One more client, free on weekdays 8-16, coached by Carla unless told otherwise."""
        with unit_of_work():
            return self._add_client(first_name, coach or self.carla, **columns)

    def clients(self, count: int, **columns: Any) -> list[Actor]:
        """Many clients of Carla's."""
        with unit_of_work():
            return [self._add_client(f"Asta{n}", self.carla, **columns) for n in range(count)]

    def organisation(self, key: str, name: str, kind: OrganisationKind) -> UUID:
        """One more organisation with one site, in `organisations` and `sites` under its key."""
        with unit_of_work():
            return self._add_organisation(key, name, kind)

    def relate(
        self, user: Actor, client: Actor, kind: RelationKind, starts_on: date | None = None,
        ends_on: date | None = None,
    ) -> UUID:  # fmt: skip
        """A tie between a person and a client, in force since January unless dated."""
        with unit_of_work():
            return self._relate(user, client, kind, starts_on, ends_on)

    def team(self, *clients: Actor, together: bool = True) -> UUID:
        """Clients of one unit who learn beside each other."""
        unit_id = self.get(Client, _client_id(clients[0])).unit_id
        team = Team(unit_id=unit_id, name="Pari", goes_together=together, created_at=self.now)
        self.add(team)
        self.add(*(TeamMember(team_id=team.id, client_id=_client_id(one)) for one in clients))
        return team.id

    def end_relation(self, user: Actor, client: Actor, ends_on: date) -> None:
        """Let the tie end on this day."""
        with unit_of_work() as session:
            for relation in session.scalars(
                select(Relation).where(
                    Relation.user_id == user.user_id, Relation.client_id == client.client_id
                )
            ):
                relation.ends_on = ends_on

    def wish(self, client: Actor, category: Category, *, wanted: bool = True) -> UUID:
        return self.add(Wish(client_id=client.client_id, category=category, wanted=wanted))

    def limit(self, client: Actor, scale: Scale, level: int) -> UUID:
        """The most this client can do on a scale, as the level's index."""
        return self.add(Limit(client_id=client.client_id, scale=scale, level=level))

    def pass_(self, client: Actor, kind: PassKind, shown_on: date | None = None) -> UUID:
        return self.add(Pass(client_id=client.client_id, kind=kind, shown_on=shown_on))

    def free(self, client: Actor, day: str, starts: str, ends: str) -> UUID:
        """One more span in which the client is free."""
        span = [t.hour * 60 + t.minute for t in map(time.fromisoformat, (starts, ends))]
        return self.add(self._free(_client_id(client), WEEKDAYS.index(day), *span))

    # --- work

    def task(
        self, *, orderer: Actor | None = None, title: str = "Apua keittiöön",
        state: TaskState = TaskState.DRAFT, day: str = "ke", starts: str = "10:00",
        ends: str = "13:00", weeks: int = 0, demands: Mapping[Scale, int] | None = None,
        **columns: Any,
    ) -> UUID:  # fmt: skip
        """An order of Oona's in any state, without shifts."""
        owner = orderer or self.oona
        keys = {organisation: key for key, organisation in self.organisations.items()}
        values: dict[str, Any] = {
            "organisation_id": owner.organisation_id, "title": title, "state": state,
            "site_id": self.sites[keys[owner.organisation_id]] if owner.organisation_id else None,
            "category": Category.KITCHEN, "first_on": self.day(day, weeks),
            "start_time": time.fromisoformat(starts), "end_time": time.fromisoformat(ends),
            "pay_cents_per_hour": 1250, "engagement_model": EngagementModel.PARTNER,
            "contact_name": "Pirjo", "contact_phone": "09 222", "created_by_id": owner.user_id,
            "created_at": self.now,
        }  # fmt: skip
        if state is not TaskState.DRAFT:
            values["submitted_at"] = self.now
        if state in {TaskState.OPEN, TaskState.PAUSED}:
            values |= {"opened_at": self.now, "screened_by_id": self.dina.user_id}
        task = Task(**values | columns)
        wanted = demands if demands is not None else {Scale.LIFTING: 1, Scale.STANDING: 1}
        rows = [Demand(task_id=task.id, scale=s, level=level) for s, level in wanted.items()]
        task_id = self.add(task)
        if rows:
            self.add(*rows)
        return task_id

    def open_task(self, *, times: int = 1, **facts: Any) -> OpenTask:
        """An open order with one shift, or one a week; facts as for `task`."""
        task_id = self.task(state=TaskState.OPEN, **facts)
        task = self.get(Task, task_id)
        recurrence = f"FREQ=WEEKLY;COUNT={times}" if times > 1 else ""
        series = Series(
            task_id=task_id, first_on=task.first_on, start_time=task.start_time,
            end_time=task.end_time, recurrence=recurrence,
            places=task.places or 1, made_until=task.first_on + timedelta(weeks=times),
        )  # fmt: skip
        shifts = [self._shift(task, series.id, week) for week in range(times)]
        ids = tuple(shift.id for shift in shifts)
        self.add(series)
        self.add(*shifts)
        return OpenTask(task_id, ids)

    @staticmethod
    def _shift(task: Task, series_id: UUID, week: int) -> Shift:
        day = task.first_on + timedelta(weeks=week)
        starts_at, ends_at = calendar.span_to_utc(day, task.start_time, task.end_time)
        return Shift(
            task_id=task.id, series_id=series_id, occurrence_on=day, starts_at=starts_at,
            ends_at=ends_at, places=task.places or 1, check_in_code="4711",
        )  # fmt: skip

    def shift(
        self, day: str = "ke", starts: str = "10:00", ends: str = "13:00", **facts: Any
    ) -> UUID:
        """The one shift of a new open order."""
        return self.open_task(day=day, starts=starts, ends=ends, **facts).shift_id

    def offer(
        self, client: Actor, *shift_ids: UUID, state: OfferState = OfferState.SENT,
        window_hours: int = 24, **columns: Any,
    ) -> UUID:  # fmt: skip
        """An offer of shifts of one task in any state; places are counted."""
        with unit_of_work() as session:
            shifts = [session.get_one(Shift, shift_id) for shift_id in shift_ids]
            offer = self._offer(client, shifts[0].task_id, state, window_hours, columns)
            offer.wave_id = self._wave(shifts[0], window_hours)
            session.add(offer)
            session.flush()
            for shift in shifts:
                self._claim(offer, shift)
            return offer.id

    def _wave(self, shift: Shift, window_hours: int) -> UUID:
        last = db.session.scalar(select(func.max(Wave.number)).where(Wave.shift_id == shift.id))
        wave = Wave(
            shift_id=shift.id, number=(last or 0) + 1, size=shift.places * 2,
            window_hours=window_hours, created_by_id=self.carla.user_id, created_at=self.now,
        )  # fmt: skip
        db.session.add(wave)
        db.session.flush()
        return wave.id

    def _offer(
        self,
        client: Actor,
        task_id: UUID,
        state: OfferState,
        hours: int,
        columns: dict[str, Any],
    ) -> Offer:
        values: dict[str, Any] = {
            "client_id": client.client_id, "task_id": task_id, "state": state,
            "pay_cents": 3750, "created_by_id": self.carla.user_id, "created_at": self.now,
        }  # fmt: skip
        if state is not OfferState.QUEUED:
            values |= {"sent_at": self.now, "window_ends_at": self.now + timedelta(hours=hours)}
        if state in PLACE_HOLDING_OFFERS or state is OfferState.DECLINED:
            values |= {"answered_at": self.now, "answered_by_id": client.user_id}
        if state is OfferState.CONFIRMED:
            values["confirmed_at"] = self.now
        if state not in OPEN_OFFERS:
            values["closed_at"] = self.now
        return Offer(**values | columns)

    @staticmethod
    def _claim(offer: Offer, shift: Shift) -> None:
        claim = OfferShift(
            offer_id=offer.id,
            client_id=offer.client_id,
            shift_id=shift.id,
            starts_at=shift.starts_at,
            ends_at=shift.ends_at,
            state=offer.state,
        )
        db.session.add(claim)
        if offer.state in PLACE_HOLDING_OFFERS:
            shift.taken += 1

    def placed(
        self, client: Actor, shift_id: UUID, *, state: AttendanceState = AttendanceState.BOOKED,
        **columns: Any,
    ) -> UUID:  # fmt: skip
        """A confirmed offer with its placement and attendance; the attendance's id."""
        offer_id = self.offer(client, shift_id, state=OfferState.CONFIRMED)
        with unit_of_work() as session:
            claim = session.scalars(select(OfferShift).where(OfferShift.offer_id == offer_id)).one()
            task_id = session.get_one(Shift, shift_id).task_id
            attendance = Attendance(
                offer_shift_id=claim.id, shift_id=shift_id, client_id=client.client_id,
                placement_id=self._placement(_client_id(client), task_id), state=state,
                changed_at=self.now, **columns,
            )  # fmt: skip
            session.add(attendance)
            return attendance.id

    def _placement(self, client_id: UUID, task_id: UUID) -> UUID:
        known = db.session.scalar(
            select(Placement).where(
                Placement.client_id == client_id,
                Placement.task_id == task_id,
                Placement.state != PlacementState.ENDED,
            )
        )
        placement = known or Placement(client_id=client_id, task_id=task_id, agreed_at=self.now)
        db.session.add(placement)
        db.session.flush()
        return placement.id

    def performed(
        self, client: Actor, shift_id: UUID, *, hours: HoursState = HoursState.PLANNED,
        minutes: int | None = None, **columns: Any,
    ) -> UUID:  # fmt: skip
        """A shift that was worked; the id of its hours."""
        shift = self.get(Shift, shift_id)
        span = {"in_at": shift.starts_at, "out_at": shift.ends_at}
        attendance_id = self.placed(client, shift_id, state=AttendanceState.PERFORMED, **span)
        with unit_of_work() as session:
            shift = session.get_one(Shift, shift_id)
            task = session.get_one(Task, shift.task_id)
            planned = calendar.shift_minutes(shift.starts_at, shift.ends_at)
            row = WorkedHours(
                attendance_id=attendance_id, client_id=client.client_id, task_id=task.id,
                organisation_id=task.organisation_id, worked_on=calendar.local_day(shift.starts_at),
                state=hours, planned_minutes=planned, created_at=shift.ends_at,
                pay_cents_per_hour=task.pay_cents_per_hour or 0,
                engagement_model=task.engagement_model,
                **self._minutes(hours, minutes or planned) | columns,
            )  # fmt: skip
            session.add(row)
            return row.id

    def _minutes(self, state: HoursState, minutes: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if state is not HoursState.PLANNED:
            values = {"proposed_minutes": minutes, "proposed_by": "client", "proposed_at": self.now}
        if state in {HoursState.AGREED, HoursState.CLOSED}:
            values |= {"agreed_minutes": minutes, "agreed_at": self.now, "agreed_how": "person"}
        return values

    def booking(
        self, coach: Actor, shift_id: UUID, clients: Sequence[Actor] = (),
        state: BookingState = BookingState.BOOKED,
    ) -> UUID:  # fmt: skip
        """A coach booked to go along on a shift."""
        shift = self.get(Shift, shift_id)
        booking = CoachBooking(
            coach_id=coach.user_id, shift_id=shift_id, starts_at=shift.starts_at,
            ends_at=shift.ends_at, state=state, created_at=self.now,
        )  # fmt: skip
        links = [CoachBookingClient(booking_id=booking.id, client_id=c.client_id) for c in clients]
        booking_id = self.add(booking)
        if links:
            self.add(*links)
        return booking_id


def _client_id(actor: Actor) -> UUID:
    assert actor.client_id is not None, f"{actor.name} is no client"
    return actor.client_id
