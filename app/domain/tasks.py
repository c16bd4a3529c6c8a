"""What an order is before it is stored, what it needs to be opened, and what stops it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain import recurrence
from app.domain.calendar import shift_minutes, span_to_utc
from app.domain.errors import RuleBroken
from app.domain.offers import DEFAULT as DEFAULT_OFFERS
from app.domain.offers import window_hours
from app.domain.reasons import Reason, reason
from app.domain.task_texts import CLIENT_TEXTS, hard_texts
from app.domain.travel import point
from app.domain.vocabulary import (
    LEVELS,
    Category,
    CoachWanted,
    EngagementModel,
    Language,
    PassKind,
    PlaceKind,
    Scale,
    WayIn,
)
from app.domain.wages import check_pay, floor_for
from app.domain.working_time import DEFAULT as LAW
from app.domain.working_time import Period, WorkingTimeSetting, is_night_work, over_daily_limit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime, time

    from app.domain.series_edits import Plan
    from app.domain.travel import Point
    from app.domain.wages import WageFloor

MOST_PLACES = 50
TITLE_LENGTH = 100
# Who learns and who does the work meanwhile; both have a place and both are paid.
LEARNING_PAIR = 2
# Shifts are made so far ahead of today.
WEEKS_AHEAD = 8


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """An order as its form gives it; valid with a title, a place, a date and times.

    Units: cents per hour, hours of the answer window, degrees, level indexes of the demand scales.
    """

    title: str
    place: str
    first_on: date
    start_time: time
    end_time: time
    area: str = ""
    lat: float | None = None
    lon: float | None = None
    place_kind: PlaceKind = PlaceKind.SITE
    door: str = ""
    way_in: WayIn | None = None
    break_room: str = ""
    toilet: str = ""
    clothes: str = ""
    description: str = ""
    category: Category | None = None
    recurrence: str = ""
    # Whether the public holidays of the first year are left out.
    skip_holidays: bool = False
    places: int = 1
    pay_cents_per_hour: int | None = None
    coach_wanted: CoachWanted = CoachWanted.FIRST_SHIFT
    # An instructor of the unit is there all the time, for everybody of the shift.
    instructor_along: bool = False
    # One of the places may go to somebody who learns beside a worker who knows the work.
    learner_welcome: bool = False
    engagement_model: EngagementModel | None = None
    answer_window_hours: int = DEFAULT_OFFERS.default_window_hours
    bring: str = ""
    demands: Mapping[Scale, int] = field(default_factory=dict)
    passes: tuple[PassKind, ...] = ()
    languages: tuple[Language, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""

    @property
    def period(self) -> Period:
        """The first time of work."""
        return Period(*span_to_utc(self.first_on, self.start_time, self.end_time))

    @property
    def travelled_to(self) -> Point | None:
        """Where people have to travel; None for their own unit, home, or a place not known."""
        return point(self.lat, self.lon) if self.place_kind is PlaceKind.SITE else None


def check_draft(draft: TaskDraft) -> None:
    """Nothing, when the draft can be stored. Raises: RuleBroken with the first fault."""
    if not draft.title.strip():
        raise RuleBroken("title_missing")
    if not draft.place.strip():
        raise RuleBroken("place_missing")
    _check_places(draft)
    if draft.pay_cents_per_hour is not None and draft.pay_cents_per_hour < 0:
        raise RuleBroken("pay_below_zero")
    if draft.start_time == draft.end_time:
        raise RuleBroken("times_equal")
    for scale, level in draft.demands.items():
        if not 0 <= level < len(LEVELS[scale]):
            raise RuleBroken("level_unknown", scale=scale, level=level)
    window_hours(draft.answer_window_hours)
    recurrence.parse(draft.recurrence, draft.first_on)
    # An end that the spring clock change skips is found here and not when shifts are made.
    span_to_utc(draft.first_on, draft.start_time, draft.end_time)


def _check_places(draft: TaskDraft) -> None:
    if not 1 <= draft.places <= MOST_PLACES:
        raise RuleBroken("places_out_of_bounds", places=draft.places, most=MOST_PLACES)
    if draft.learner_welcome and draft.places < LEARNING_PAIR:
        raise RuleBroken("learner_needs_two")


def first_start(draft: TaskDraft) -> datetime:
    """The instant at which the first time of work begins."""
    return draft.period.starts_at


def has_future(draft: TaskDraft, now: datetime) -> bool:
    """Whether any time of work still lies ahead."""
    last_on = recurrence.last_day(draft.recurrence, draft.first_on)
    if last_on is None:
        return True
    return span_to_utc(last_on, draft.start_time, draft.end_time)[0] > now


@dataclass(frozen=True, slots=True)
class Screening:
    """What stops an order, what has to be confirmed by name, and what is good to know."""

    stops: tuple[Reason, ...] = ()
    to_confirm: tuple[Reason, ...] = ()
    hard_texts: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()
    floor: WageFloor | None = None

    @property
    def passes(self) -> bool:
        """Whether nothing stops it and nothing needs a confirmation."""
        return not self.stops and not self.to_confirm and not self.hard_texts


def screen(
    draft: TaskDraft, floors: Iterable[WageFloor], *, now: datetime, verified: bool = True,
    limits: WorkingTimeSetting = LAW,
) -> Screening:  # fmt: skip
    """Everything that the rules say of an order before it is opened.

    `verified`: somebody has looked at the organisation that orders. `limits`: of the work's day.
    """
    floor = floor_for(floors, on=draft.first_on, category=draft.category)
    pay = check_pay(draft.pay_cents_per_hour, floor)
    confirm = pay is not None and pay.code == "floor_unknown"
    stops = [*_unknown(verified=verified), *_missing(draft), *_timing(draft, now, limits)]
    if pay is not None and not confirm:
        stops.append(pay)
    return Screening(
        stops=tuple(stops),
        to_confirm=(pay,) if pay is not None and confirm else (),
        hard_texts=hard_texts({name: getattr(draft, name) for name in CLIENT_TEXTS}),
        notes=tuple(_notes(draft)),
        floor=floor,
    )


def _unknown(*, verified: bool) -> list[Reason]:
    return [] if verified else [reason("organisation_unverified")]


def _missing(draft: TaskDraft) -> list[Reason]:
    return [] if draft.category else [reason("category_missing")]


def _timing(draft: TaskDraft, now: datetime, limits: WorkingTimeSetting) -> list[Reason]:
    work = draft.period
    found = [over_daily_limit(work, (), limits)]
    if is_night_work(work, limits):
        found.append(reason("night_work"))
    if not has_future(draft, now):
        found.append(reason("no_future_shifts", first_on=draft.first_on))
    return [one for one in found if one is not None]


def _notes(draft: TaskDraft) -> list[Reason]:
    notes = []
    unknown = tuple(scale for scale in Scale if scale not in draft.demands)
    if unknown:
        notes.append(reason("demands_unknown", scales=unknown))
    if draft.place_kind is not PlaceKind.REMOTE and (draft.lat is None or draft.lon is None):
        notes.append(reason("place_unknown"))
    if draft.end_time < draft.start_time:
        notes.append(reason("ends_next_day", minutes=shift_minutes(*draft.period)))
    return notes


# What may still change once clients have been asked: it is told, nobody is asked anew.
_TOLD = frozenset(
    {
        "door", "way_in", "break_room", "toilet", "clothes", "description", "bring",
        "contact_name", "contact_phone",
    }
)  # fmt: skip
# What everybody at a place shares, whichever order they came by.
OF_THE_PLACE = frozenset({"way_in", "break_room", "toilet"})


def changed_fields(old: TaskDraft, new: TaskDraft) -> frozenset[str]:
    """The names of the fields in which two drafts differ."""
    names = TaskDraft.__dataclass_fields__
    return frozenset(name for name in names if getattr(old, name) != getattr(new, name))


def check_late_change(old: TaskDraft, new: TaskDraft) -> frozenset[str]:
    """The changed fields of an order that is open already.

    Raises: RuleBroken("open_task_fixed") when time, place, pay or demands would change.
    """
    changed = changed_fields(old, new)
    fixed = tuple(sorted(changed - _TOLD))
    if fixed:
        raise RuleBroken("open_task_fixed", fields=fixed)
    return changed


def as_planned(draft: TaskDraft, plan: Plan | None) -> TaskDraft:
    """The order with the times by which it goes now, where they have changed since it was made."""
    if plan is None:
        return draft
    return replace(
        draft, first_on=plan.first_on, start_time=plan.starts, end_time=plan.ends,
        recurrence=plan.text, places=plan.places,
    )  # fmt: skip


def copied(draft: TaskDraft, *, on: date) -> TaskDraft:
    """The same order on the same weekday again, the first time after a day.

    An end that is past by then is no end of the new one.
    """
    ahead = (draft.first_on.weekday() - on.weekday() - 1) % 7 + 1
    first_on = on + timedelta(days=ahead)
    rule = recurrence.without_past_end(draft.recurrence, first_on)
    return replace(draft, first_on=first_on, recurrence=rule)
