"""What an order looks like to the client, and what one time of it costs, as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import shift_minutes, span_to_utc
from app.domain.costs import cost_of, days_in_view
from app.domain.engagement import Party
from app.domain.errors import RuleBroken
from app.domain.holidays import holidays_of
from app.domain.money import pay_for
from app.domain.task_texts import CLIENT_TEXTS, hard_texts
from app.domain.vocabulary import EngagementModel, PlaceKind
from app.store.engagement import find_responsibility
from app.store.side_costs import find_side_costs
from app.web.orderer.forms import SKIP
from app.web.orderer.when import parse_clock
from app.web.shared.fields import stripped, whole_number
from app.web.shared.language import current_language
from app.web.shared.now import today
from app.web.shared.pictograms import clock_picture
from app.web.shared.words_library import kept_words
from app.web.shared.words_places import away_word

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, time

    from app.domain.costs import Cost
    from app.domain.engagement import Responsibility
    from app.domain.reasons import Reason
    from app.web.orderer.forms import TaskForm

# What helps to find the right person, beside what every order has.
HELPFUL = (
    "description", "category", "places", "pay", "coach_wanted", "bring", "door", "way_in",
    "break_room", "toilet", "clothes", "contact_name", "contact_phone",
)  # fmt: skip


@dataclass(frozen=True)
class Sketch:
    """An unfinished order as far as it is known. Units: minutes, cents."""

    title: str
    place: str
    area: str
    category: str
    first_on: date | None
    starts: time | None
    ends: time | None
    minutes: int | None
    places: int
    pay_each: int | None
    coach_wanted: str
    bring: str
    away: str
    way_in: str
    break_room: str
    toilet: str
    clothes: str
    holidays: Sequence[tuple[date, str]]
    told: int
    tellable: int
    hard_texts: Sequence[Reason]
    responsibility: Responsibility | None
    cost: Cost | None
    days: Sequence[date]

    @property
    def city_pays(self) -> bool:
        """Whether wage and side costs are the city's."""
        return self.responsibility is not None and self.responsibility.pays is Party.CITY

    @property
    def clock_key(self) -> str:
        """The picture of the clock at the start."""
        return clock_picture(self.starts.hour, self.starts.minute) if self.starts else "when"


def sketch_of(form: TaskForm) -> Sketch:
    """The order so far; what cannot be read yet is left open."""
    starts, ends = parse_clock(form.start_time.data), parse_clock(form.end_time.data)
    minutes = _minutes(form.first_on, starts, ends)
    pay = form.pay_cents
    known = pay is not None and minutes is not None and 0 < pay < 1_000_000
    pay_each = pay_for(minutes, pay) if known and minutes and pay else None
    places = min(max(whole_number(form.places.data) or 1, 1), 50)
    return Sketch(
        title=stripped(form.title.data), place=stripped(form.place.data),
        area=stripped(form.area.data), category=form.category.data or "",
        first_on=form.first_on, starts=starts, ends=ends, minutes=minutes,
        places=places, pay_each=pay_each,
        coach_wanted=form.coach_wanted.data or "", bring=stripped(form.bring.data),
        away=_away(form), way_in=form.way_in.data or "", break_room=stripped(form.break_room.data),
        toilet=stripped(form.toilet.data), clothes=stripped(form.clothes.data),
        holidays=_holidays(form), told=_told(form), tellable=len(HELPFUL) + 1,
        hard_texts=hard_texts(
            {name: kept_words(stripped(form[name].data)) for name in CLIENT_TEXTS}
        ),
        responsibility=find_responsibility(_model(form), on=form.first_on or today()),
        cost=None if pay_each is None else _cost(form, pay_each * places), days=_days(form),
    )  # fmt: skip


def _model(form: TaskForm) -> EngagementModel | None:
    chosen = form.engagement_model.data
    return EngagementModel(chosen) if chosen in set(EngagementModel) else None


def _cost(form: TaskForm, wages_cents: int) -> Cost:
    return cost_of(wages_cents, find_side_costs(_model(form), on=form.first_on or today()))


def _days(form: TaskForm) -> list[date]:
    """The days of work in view, as far as they can be read."""
    if form.first_on is None:
        return []
    skip = form.holidays.data == SKIP
    try:
        return days_in_view(form.recurrence(), form.first_on, today=today(), skip_holidays=skip)
    except (RuleBroken, ValueError):
        return []


def _away(form: TaskForm) -> str:
    word = away_word(form.place_kind.data or PlaceKind.SITE)
    return f"{word}, " if word else ""


def _holidays(form: TaskForm) -> list[tuple[date, str]]:
    """The public holidays that would be left out."""
    if form.first_on is None or form.holidays.data != SKIP:
        return []
    try:
        return holidays_of(form.recurrence(), form.first_on, current_language().value)
    except (RuleBroken, ValueError):
        return []


def _told(form: TaskForm) -> int:
    """How many helpful things are told; the demands together count as one."""
    plain = sum(1 for name in HELPFUL if stripped(form[name].data))
    return plain + (1 if form.levels else 0)


def _minutes(day: date | None, starts: time | None, ends: time | None) -> int | None:
    if day is None or starts is None or ends is None or starts == ends:
        return None
    try:
        return shift_minutes(*span_to_utc(day, starts, ends))
    except RuleBroken:
        return None
