"""Files of ordered tasks."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.imports.cells import (
    choice,
    choices,
    clock,
    day,
    degrees,
    demands,
    languages,
    line,
    maybe,
    money,
    number,
    otherwise,
    phone,
    prose,
    words,
    write_any,
    write_clock,
    write_demands,
    write_money,
    write_yes,
    yes,
)
from app.domain.imports.columns import Column, Kind, Remark
from app.domain.offers import DEFAULT as OFFERS
from app.domain.steps import LONGEST_WALK
from app.domain.tasks import MOST_PLACES, TITLE_LENGTH, TaskDraft, check_draft
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    EngagementModel,
    Language,
    PassKind,
    PlaceKind,
    Scale,
    WayIn,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date, time


@dataclass(frozen=True, slots=True)
class TaskRow:
    """An order by the sender's own key, and the stop near its place.

    Units: cents per hour, hours of the answer window, minutes of the walk from the stop.
    """

    ref: str
    org_ref: str
    title: str
    place: str
    first_on: date
    start_time: time
    end_time: time
    description: str = ""
    category: Category | None = None
    area: str = ""
    lat: float | None = None
    lon: float | None = None
    place_kind: PlaceKind = PlaceKind.SITE
    door: str = ""
    way_in: WayIn | None = None
    break_room: str = ""
    toilet: str = ""
    clothes: str = ""
    recurrence: str = ""
    skip_holidays: bool = False
    places: int = 1
    coach_wanted: CoachWanted = CoachWanted.FIRST_SHIFT
    demands: tuple[tuple[Scale, int], ...] = ()
    passes: tuple[PassKind, ...] = ()
    pay_cents_per_hour: int | None = None
    engagement_model: EngagementModel | None = None
    answer_window_hours: int = 24
    bring: str = ""
    languages: tuple[Language, ...] = ()
    contact_name: str = ""
    contact_phone: str = ""
    stop: str = ""
    walk_minutes: int | None = None
    instructor_along: bool = False
    learner_welcome: bool = False

    @property
    def where(self) -> tuple[object, ...]:
        """What tells its place from others of the same orderer's."""
        return self.org_ref, self.place, self.area, self.door, self.lat, self.lon

    @property
    def draft(self) -> TaskDraft:
        """The order as its form would give it."""
        values = {one.name: getattr(self, one.name) for one in fields(TaskDraft)}
        return TaskDraft(**values | {"demands": dict(self.demands)})


LEAST_WINDOW, MOST_WINDOW = OFFERS.min_window_hours, OFFERS.max_window_hours
# Where a fault of the whole order belongs.
_COLUMN_OF = {
    "recurrence_unreadable": "recurrence",
    "recurrence_misses_first_day": "recurrence",
    "missing_local_time": "start",
    "learner_needs_two": "learner_welcome",
}


def _remarks(row: TaskRow, _cells: Mapping[str, str]) -> Iterator[Remark]:
    draft = row.draft
    if row.end_time == row.start_time:
        # In a file the same clock time twice is a whole day, as any end that is not later.
        draft = replace(draft, end_time=row.start_time.replace(second=1))
    try:
        check_draft(draft)
    except RuleBroken as error:
        yield Remark(_COLUMN_OF.get(error.code, "task_ref"), error.code, error.facts)
        return
    if row.end_time <= row.start_time:
        yield Remark("end", "ends_next_day", {"text": write_clock(row.end_time)}, warning=True)


TASKS = Kind(
    "tasks",
    TaskRow,
    (
        Column("task_ref", line(40), stored_as="ref", needed=True),
        Column("org_ref", line(40), needed=True),
        Column("title", line(TITLE_LENGTH), needed=True),
        Column("description", prose(2000)),
        Column("category", maybe(choice(Category)), write_any),
        Column("place", line(200), needed=True),
        Column("lat", maybe(degrees(90)), write_any),
        Column("lon", maybe(degrees(180)), write_any),
        Column("door", line(200)),
        Column("first_date", day, write_any, "first_on", needed=True),
        Column("start", clock, write_clock, "start_time", needed=True),
        Column("end", clock, write_clock, "end_time", needed=True),
        Column("recurrence", line(200)),
        Column("places", otherwise(1, number(1, MOST_PLACES)), write_any),
        Column("coach_wanted", otherwise(CoachWanted.FIRST_SHIFT, choice(CoachWanted))),
        Column("demands", demands, write_demands),
        Column("passes", choices(PassKind), words),
        Column("pay_eur_per_hour", maybe(money), write_money, "pay_cents_per_hour"),
        Column("engagement_model", maybe(choice(EngagementModel)), write_any),
        Column(
            "answer_window_hours",
            otherwise(OFFERS.default_window_hours, number(LEAST_WINDOW, MOST_WINDOW)),
            write_any,
        ),
        Column("bring", prose(300)),
        Column("languages", languages, words, optional=True),
        Column("area", line(100), optional=True),
        Column("contact_name", line(100), optional=True),
        Column("contact_phone", otherwise("", phone), optional=True),
        Column("skip_holidays", yes, write_yes, optional=True),
        Column("place_kind", otherwise(PlaceKind.SITE, choice(PlaceKind)), optional=True),
        Column("way_in", maybe(choice(WayIn)), write_any, optional=True),
        Column("break_room", line(200), optional=True),
        Column("toilet", line(200), optional=True),
        Column("clothes", line(200), optional=True),
        Column("stop", line(100), optional=True),
        Column("walk_minutes", maybe(number(1, LONGEST_WALK)), write_any, optional=True),
        Column("instructor_along", yes, write_yes, optional=True),
        Column("learner_welcome", yes, write_yes, optional=True),
    ),
    key="task_ref",
    remarks=_remarks,
)
