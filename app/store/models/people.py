"""People and places: who signs in, who is served, who orders, where."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.organisations import REFUSAL_LENGTH, Standing, WhyRefused
from app.domain.vocabulary import (
    Benefit,
    Category,
    Channel,
    Language,
    OrganisationKind,
    OwnRule,
    PassKind,
    RelationKind,
    Role,
    Scale,
    SupportNeed,
    UnitKind,
    WayIn,
)
from app.store.crypto import sealed
from app.store.db import Model

NAME_LENGTH = 100
ADDRESS_LENGTH = 200
# A business id that nobody else may use: whoever was refused does not stand in its owner's way.
_HELD_ID = "business_id <> '' AND refused_at IS NULL"


class Unit(Model):
    """A work-activity unit. Orderers see only the neutral name, the same for all units."""

    __tablename__ = "unit"
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    neutral_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[UnitKind]
    area: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    phone: Mapped[str] = mapped_column(String(40), default="")


class Organisation(Model):
    """A company, association or city unit that orders work. `ref` is the sender's own key."""

    __tablename__ = "organisation"
    __table_args__ = (
        Index(
            "uq_organisation_business_id",
            "business_id",
            unique=True,
            sqlite_where=text(_HELD_ID),
            postgresql_where=text(_HELD_ID),
        ),
    )
    ref: Mapped[str | None] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    kind: Mapped[OrganisationKind]
    business_id: Mapped[str] = mapped_column(String(20), default="")
    cost_centre: Mapped[str] = mapped_column(String(40), default="")
    address: Mapped[str] = mapped_column(String(ADDRESS_LENGTH), default="", server_default="")
    # How many contacts of coaches' own making are welcome in a calendar month; None for any number.
    contacts_a_month: Mapped[int | None]
    language: Mapped[Language] = mapped_column(default=Language.FI)
    verified_at: Mapped[datetime | None]
    # Not let order, and why: the words are what was said besides the reason.
    refused_at: Mapped[datetime | None]
    refused_because: Mapped[WhyRefused | None]
    refused_words: Mapped[str] = mapped_column(
        String(REFUSAL_LENGTH), default="", server_default=""
    )
    created_at: Mapped[datetime]

    @property
    def standing(self) -> Standing:
        """Whether it may order, may not, or waits for somebody to look at it."""
        if self.refused_at is not None:
            return Standing.REFUSED
        return Standing.WAITING if self.verified_at is None else Standing.VERIFIED


class Site(Model):
    """A place where tasks of one organisation are done: a name may stand for several doors."""

    __tablename__ = "site"
    __table_args__ = (Index("ix_site_organisation_name", "organisation_id", "name"),)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str] = mapped_column(String(200))
    area: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    door: Mapped[str] = mapped_column(String(200), default="")
    way_in: Mapped[WayIn | None]
    break_room: Mapped[str] = mapped_column(String(200), default="", server_default="")
    toilet: Mapped[str] = mapped_column(String(200), default="", server_default="")
    # The stop where one gets off, and how long one walks from there as people of the place say.
    stop: Mapped[str] = mapped_column(String(NAME_LENGTH), default="", server_default="")
    stop_lat: Mapped[float | None]
    stop_lon: Mapped[float | None]
    walk_minutes: Mapped[int | None]

    @property
    def part_of_town(self) -> str:
        """Where it is, as briefly as it is known: its name where nothing else is."""
        return self.area or self.name


class User(Model):
    """Whoever can sign in. Last name, mail and phone are sealed; mail is found by its index."""

    __tablename__ = "user"
    __table_args__ = (
        CheckConstraint("role <> 'client' OR client_id IS NOT NULL", name="client_has_client"),
    )
    role: Mapped[Role]
    first_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    last_name_sealed: Mapped[bytes | None]
    last_name = sealed()
    email_sealed: Mapped[bytes | None]
    email = sealed()
    email_index: Mapped[bytes | None] = mapped_column(unique=True)
    phone_sealed: Mapped[bytes | None]
    phone = sealed()
    language: Mapped[Language] = mapped_column(default=Language.FI)
    languages: Mapped[str] = mapped_column(String(40), default="fi")
    unit_id: Mapped[UUID | None] = mapped_column(ForeignKey("unit.id"), index=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    client_id: Mapped[UUID | None] = mapped_column(ForeignKey("client.id"), unique=True)
    support_minutes_week: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    # Which of the demo's people this is; empty outside the demo.
    demo_key: Mapped[str | None] = mapped_column(String(32), unique=True)
    created_at: Mapped[datetime]
    unit: Mapped[Unit | None] = relationship(lazy="raise_on_sql")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")


class Client(Model):
    """A person in work activity. No personal identity code, diagnosis or home address exists."""

    __tablename__ = "client"
    number_sealed: Mapped[bytes | None]
    number = sealed()
    number_index: Mapped[bytes | None] = mapped_column(unique=True)
    first_name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    last_name_sealed: Mapped[bytes | None]
    last_name = sealed()
    last_name_index: Mapped[bytes | None] = mapped_column(index=True)
    phone_sealed: Mapped[bytes | None]
    phone = sealed()
    phone_index: Mapped[bytes | None] = mapped_column(index=True)
    channel: Mapped[Channel] = mapped_column(default=Channel.COACH)
    language: Mapped[Language] = mapped_column(default=Language.FI_SELKO)
    birth_year: Mapped[int | None]
    unit_id: Mapped[UUID] = mapped_column(ForeignKey("unit.id"), index=True)
    service_group: Mapped[UnitKind]
    stop: Mapped[str] = mapped_column(String(NAME_LENGTH), default="")
    lat: Mapped[float | None]
    lon: Mapped[float | None]
    max_travel_minutes: Mapped[int | None]
    max_minutes_week: Mapped[int | None]
    max_minutes_month: Mapped[int | None]
    max_cents_month: Mapped[int | None]
    strengths_sealed: Mapped[bytes | None]
    strengths = sealed()
    support_need: Mapped[SupportNeed] = mapped_column(default=SupportNeed.ALWAYS)
    # The client has said "menen yksin": a coach is then wished for, not needed.
    goes_alone: Mapped[bool] = mapped_column(default=False, server_default=text("false"))
    non_disclosure: Mapped[bool] = mapped_column(default=False)
    # Which reminders of a shift the client wants: the evening before, two hours before.
    remind_evening: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    remind_soon: Mapped[bool] = mapped_column(default=True, server_default=text("true"))
    started_on: Mapped[date]
    waiting_since: Mapped[date | None]
    animal: Mapped[str] = mapped_column(String(20), default="")
    colour: Mapped[str] = mapped_column(String(20), default="")
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class Look(Model):
    """How the pages look for a client, on every device; no row means as they are made."""

    __tablename__ = "look"
    client_id: Mapped[UUID] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), unique=True
    )
    text_size: Mapped[str] = mapped_column(String(20), default="normal")
    strong: Mapped[bool] = mapped_column(default=False)
    pictures: Mapped[bool] = mapped_column(default=True)
    fewer: Mapped[bool] = mapped_column(default=False)


class Relation(Model):
    """A dated tie between a user and a client; its dates decide access."""

    __tablename__ = "relation"
    __table_args__ = (
        Index("ix_relation_user_client", "user_id", "client_id"),
        Index(
            "uq_relation_open",
            "client_id",
            "kind",
            unique=True,
            sqlite_where=text("ends_on IS NULL AND kind IN ('coach', 'responsible_worker')"),
            postgresql_where=text("ends_on IS NULL AND kind IN ('coach', 'responsible_worker')"),
        ),
    )
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[RelationKind]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]


class Wish(Model):
    """A category the client wants (`wanted`) or avoids."""

    __tablename__ = "wish"
    __table_args__ = (UniqueConstraint("client_id", "category"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    category: Mapped[Category]
    wanted: Mapped[bool]


class Limit(Model):
    """The most a client can do on one demand scale, as the level's index."""

    __tablename__ = "limit"
    __table_args__ = (UniqueConstraint("client_id", "scale"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    scale: Mapped[Scale]
    level: Mapped[int]


class OwnLimit(Model):
    """A client's own rule that is not on a scale: no evenings, no weekends, no food work."""

    __tablename__ = "own_limit"
    __table_args__ = (UniqueConstraint("client_id", "rule"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    rule: Mapped[OwnRule]


class Pass(Model):
    """A pass the client holds or has shown. Never its contents."""

    __tablename__ = "pass"
    __table_args__ = (UniqueConstraint("client_id", "kind"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    kind: Mapped[PassKind]
    shown_on: Mapped[date | None]
    # The last day on which it holds; of most it is not known, or there is none.
    valid_until: Mapped[date | None]


class Availability(Model):
    """A weekly span open for paid work; minutes from local midnight, weekday 0 = Monday."""

    __tablename__ = "availability"
    __table_args__ = (Index("ix_availability_client_id", "client_id"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    starts_minute: Mapped[int]
    ends_minute: Mapped[int]


class WorkActivityDay(Model):
    """A weekday of work activity. It never blocks; a shift on it asks for a word with the unit."""

    __tablename__ = "work_activity_day"
    __table_args__ = (UniqueConstraint("client_id", "weekday"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    weekday: Mapped[int]


class BenefitSituation(Model):
    """What the client lives on from a date on. Seen by the client and the coach only.

    None: nobody has asked yet. Units: cents a month.
    """

    __tablename__ = "benefit_situation"
    __table_args__ = (UniqueConstraint("client_id", "valid_from"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    benefit: Mapped[Benefit]
    valid_from: Mapped[date]
    # The limit of earnings that the client's own decision names.
    own_limit_cents: Mapped[int | None]
    social_assistance: Mapped[bool | None]
    housing_allowance: Mapped[bool | None]
    # Wages from elsewhere in a usual month.
    other_cents_month: Mapped[int | None]


class BlockedPair(Model):
    """A client and an organisation kept apart by the wish of one side; private and dated."""

    __tablename__ = "blocked_pair"
    __table_args__ = (UniqueConstraint("client_id", "organisation_id"),)
    client_id: Mapped[UUID] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    starts_on: Mapped[date]
    review_on: Mapped[date | None]
    # Said by the client on the site, who alone takes it back there.
    own_wish: Mapped[bool] = mapped_column(default=False, server_default=false())


class WorkingHours(Model):
    """A weekly span of a member of staff; no rows means Monday to Friday 8-16."""

    __tablename__ = "working_hours"
    __table_args__ = (Index("ix_working_hours_user_id", "user_id"),)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    weekday: Mapped[int]
    starts_minute: Mapped[int]
    ends_minute: Mapped[int]


class Absence(Model):
    """Days a member of staff is away, first and last included."""

    __tablename__ = "absence"
    __table_args__ = (UniqueConstraint("user_id", "starts_on"),)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    # When it became known here; what was known before this was kept has none.
    entered_at: Mapped[datetime | None]
