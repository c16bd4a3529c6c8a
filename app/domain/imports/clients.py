"""Files of clients: what is agreed with each of them, nothing about health or home."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import format_week_times, format_weekdays
from app.domain.imports.cells import (
    NO_LIMITS,
    Limits,
    choice,
    choices,
    day,
    degrees,
    hours,
    limits,
    line,
    mail,
    maybe,
    money,
    number,
    otherwise,
    phone,
    prose,
    scales_twice,
    week_times,
    weekdays,
    words,
    write_any,
    write_hours,
    write_limits,
    write_money,
    write_yes,
    yes,
)
from app.domain.imports.columns import Column, Kind, Remark
from app.domain.imports.dated import exceptions, sessions, write_exceptions, write_sessions
from app.domain.vocabulary import (
    Benefit,
    Category,
    Channel,
    Language,
    PassKind,
    SupportNeed,
    UnitKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from app.domain.calendar import DayException, Span
    from app.domain.working_time import Period


_categories = choices(Category)


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client. Units: minutes, cents a month; None where there is no own ceiling."""

    ref: str
    first_name: str
    last_name: str
    unit_code: str
    service_group: UnitKind
    started_on: date
    coach_email: str = ""
    worker_email: str = ""
    language: Language = Language.FI_SELKO
    birth_year: int | None = None
    stop: str = ""
    lat: float | None = None
    lon: float | None = None
    max_travel_minutes: int | None = None
    availability: tuple[Span, ...] = ()
    work_activity_days: tuple[int, ...] = ()
    max_minutes_week: int | None = None
    max_minutes_month: int | None = None
    wishes: tuple[Category, ...] = ()
    avoid: tuple[Category, ...] = ()
    strengths: str = ""
    limits: Limits = NO_LIMITS
    passes: tuple[PassKind, ...] = ()
    benefit: Benefit = Benefit.UNKNOWN
    support_need: SupportNeed = SupportNeed.ALWAYS
    non_disclosure: bool = False
    phone: str = ""
    channel: Channel = Channel.COACH
    max_cents_month: int | None = None
    waiting_since: date | None = None
    exceptions: tuple[DayException, ...] = ()
    sessions: tuple[Period, ...] = ()
    goes_alone: bool = False

    def __post_init__(self) -> None:
        """What is both wished for and avoided is avoided, as of two limits the lower holds."""
        if not set(self.wishes).isdisjoint(self.avoid):
            kept = tuple(one for one in self.wishes if one not in self.avoid)
            object.__setattr__(self, "wishes", kept)


def _remarks(row: ClientRow, cells: Mapping[str, str]) -> Iterator[Remark]:
    both = set(_categories(cells.get("wishes", ""))) & set(row.avoid)
    if both:
        yield Remark("avoid", "wish_and_avoid", {"text": words(sorted(both))}, warning=True)
    text = cells.get("limits", "")
    if text.count("<") > len(row.limits.levels) or "≤" in text:
        for scale in scales_twice(text):
            yield Remark("limits", "limit_twice", {"text": scale}, warning=True)


CLIENTS = Kind(
    "clients",
    ClientRow,
    (
        Column("client_ref", line(40), stored_as="ref", needed=True),
        Column("first_name", line(100), needed=True),
        Column("last_name", line(100)),
        Column("unit_code", line(20), needed=True),
        Column("coach_email", otherwise("", mail)),
        Column("responsible_worker_email", otherwise("", mail), stored_as="worker_email"),
        Column("language", otherwise(Language.FI_SELKO, choice(Language))),
        Column("birth_year", maybe(number(1900, 2100)), write_any),
        Column("service_group", choice(UnitKind), needed=True),
        Column("stop", line(100)),
        Column("lat", maybe(degrees(90)), write_any),
        Column("lon", maybe(degrees(180)), write_any),
        Column("max_travel_minutes", maybe(number(0, 600)), write_any),
        Column("availability", week_times, format_week_times),
        Column("work_activity_days", weekdays, format_weekdays),
        Column("max_hours_week", maybe(hours(168)), write_hours, "max_minutes_week"),
        Column("max_hours_month", maybe(hours(744)), write_hours, "max_minutes_month"),
        Column("wishes", _categories, words),
        Column("avoid", _categories, words),
        Column("strengths", prose(1000)),
        Column("limits", limits, write_limits),
        Column("passes", choices(PassKind), words),
        Column("benefit", otherwise(Benefit.UNKNOWN, choice(Benefit))),
        Column("support_need", otherwise(SupportNeed.ALWAYS, choice(SupportNeed))),
        Column("non_disclosure", yes, write_yes),
        Column("phone", otherwise("", phone)),
        Column("channel", otherwise(Channel.COACH, choice(Channel))),
        Column("max_earnings_month", maybe(money), write_money, "max_cents_month"),
        Column("started_on", day, write_any, needed=True),
        Column("waiting_since", maybe(day), write_any),
        Column(
            "availability_exceptions", exceptions, write_exceptions, "exceptions", optional=True
        ),
        Column("work_activity_sessions", sessions, write_sessions, "sessions", optional=True),
        Column("goes_alone", yes, write_yes, optional=True),
    ),
    key="client_ref",
    remarks=_remarks,
    loose_key=True,
)
