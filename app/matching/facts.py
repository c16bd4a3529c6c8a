"""What the matcher knows: of a client, a shift, a coach, and the settings of the day.

What it must never know is not here: age, sex, benefit, diagnosis, past answers, ratings.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.domain import travel, working_time
from app.domain.calendar import DayException, Span, local_day, shift_minutes
from app.domain.money import pay_for
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    Language,
    OwnRule,
    PassKind,
    Scale,
    SupportNeed,
)
from app.domain.working_time import Period, WorkingTimeSetting

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.bookings import CoachWeek
    from app.domain.passes import PassRule
    from app.domain.reasons import Reason
    from app.domain.travel import Point, TravelSetting

    Test = Callable[["ClientFacts", "ShiftFacts", "Context"], Reason | None]


@dataclass(frozen=True, slots=True)
class AgreedShift:
    """A shift the client has already said yes to."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    cents: int = 0
    place: Point | None = None

    @property
    def period(self) -> Period:
        """When it is."""
        return Period(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        """How long it is. Units: minutes."""
        return shift_minutes(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """One client as the matcher sees her. Nothing in an optional field means "not known"."""

    id: UUID
    unit_id: UUID
    coach_id: UUID | None = None
    language: Language = Language.FI
    place: Point | None = None
    max_travel_minutes: int | None = None
    availability: tuple[Span, ...] = ()
    exceptions: tuple[DayException, ...] = ()
    work_activity_weekdays: frozenset[int] = frozenset()
    # Only stored sessions with clock times block.
    sessions: tuple[Period, ...] = ()
    wishes: frozenset[Category] = frozenset()
    avoided: frozenset[Category] = frozenset()
    # The highest level the client can do on a scale.
    limits: Mapping[Scale, int] = field(default_factory=dict)
    own_rules: frozenset[OwnRule] = frozenset()
    passes: frozenset[PassKind] = frozenset()
    # Since when work that counts towards a pass has been done.
    pass_work_since: Mapping[PassKind, date] = field(default_factory=dict)
    max_minutes_week: int | None = None
    max_minutes_month: int | None = None
    max_cents_month: int | None = None
    # Worked and agreed shifts of the months and weeks around the shift at hand.
    agreed: tuple[AgreedShift, ...] = ()
    # Shifts for which an offer to this client is open.
    asked_shift_ids: frozenset[UUID] = frozenset()
    waiting_days: int = 0
    known_site_ids: frozenset[UUID] = frozenset()
    known_categories: frozenset[Category] = frozenset()
    familiar_shift_ids: frozenset[UUID] = frozenset()
    # Orderers never to be met, and those not to be met from a day on.
    blocked_organisation_ids: frozenset[UUID] = frozenset()
    blocked_from: tuple[tuple[UUID, date], ...] = ()
    support_need: SupportNeed = SupportNeed.ALWAYS
    goes_alone: bool = False
    non_disclosure: bool = False
    # How many shifts of a task have been performed; a task that is not there: none.
    performed_at_task: Mapping[UUID, int] = field(default_factory=dict)
    # Tasks and ISO weeks in which a coach already goes along.
    covered_weeks: frozenset[tuple[UUID, str]] = frozenset()
    strengths: str = ""
    # Tasks at which agreed work lies ahead.
    committed_task_ids: frozenset[UUID] = frozenset()
    # How many of the client's team take a shift together or not at all, the client included.
    together: int = 1
    # Shifts to which somebody of the client's team has said yes.
    team_shift_ids: frozenset[UUID] = frozenset()

    @property
    def agreed_periods(self) -> list[Period]:
        """When the client already works."""
        return [shift.period for shift in self.agreed]


@dataclass(frozen=True, slots=True)
class ShiftFacts:
    """One shift of an order as the matcher sees it. A scale that is missing is not known."""

    id: UUID
    task_id: UUID
    site_id: UUID
    organisation_id: UUID
    starts_at: datetime
    ends_at: datetime
    category: Category | None = None
    demands: Mapping[Scale, int] = field(default_factory=dict)
    passes: frozenset[PassKind] = frozenset()
    # Passes that the orderer wants from the first day on, whatever the law says.
    passes_at_once: frozenset[PassKind] = frozenset()
    places: int = 1
    taken: int = 0
    place: Point | None = None
    cents_per_hour: int = 0
    coach_wanted: CoachWanted = CoachWanted.NO
    languages: frozenset[Language] = frozenset()

    @property
    def period(self) -> Period:
        """When it is."""
        return Period(self.starts_at, self.ends_at)

    @property
    def minutes(self) -> int:
        """How long it is. Units: minutes."""
        return shift_minutes(self.starts_at, self.ends_at)

    @property
    def cents(self) -> int:
        """What one person earns on it."""
        return pay_for(self.minutes, self.cents_per_hour)

    @property
    def on(self) -> date:
        """The local day on which it begins."""
        return local_day(self.starts_at)

    def as_agreed(self) -> AgreedShift:
        """The same shift as one the client has said yes to."""
        return AgreedShift(self.id, self.starts_at, self.ends_at, self.cents, self.place)


@dataclass(frozen=True, slots=True)
class CoachFacts:
    """One coach: the unit, and what is known of the coach's time."""

    unit_id: UUID
    week: CoachWeek

    @property
    def id(self) -> UUID:
        """Who it is."""
        return self.week.coach_id


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """Clients who learn beside each other; with `together` they take a shift only as one."""

    id: UUID
    client_ids: tuple[UUID, ...]
    coach_id: UUID | None = None
    together: bool = True


@dataclass(frozen=True, slots=True)
class MatchSetting:
    """What counts as near and as long. Units: minutes and days."""

    near_minutes: int = 20
    long_wait_days: int = 60

    def __post_init__(self) -> None:
        if min(self.near_minutes, self.long_wait_days) < 0:
            raise ValueError("a match setting below zero")


@dataclass(frozen=True, slots=True)
class Context:
    """Everything else that a rule looks at; `now` is the instant of the question."""

    now: datetime
    coaches: Mapping[UUID, CoachFacts] = field(default_factory=dict)
    teams: Mapping[UUID, TeamFacts] = field(default_factory=dict)
    pass_rules: tuple[PassRule, ...] = ()
    travel: TravelSetting = travel.DEFAULT
    working_time: WorkingTimeSetting = working_time.DEFAULT
    match: MatchSetting = MatchSetting()
