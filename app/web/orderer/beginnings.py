"""With what a new order begins: the last order, a ready work, the answers of the carving help.

Nothing of it is stored: addresses carry it from page to page until the form is saved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from app.domain.task_templates import TaskTemplate, find_template
from app.domain.tasks import TITLE_LENGTH
from app.domain.vocabulary import Category
from app.store import tasks
from app.web.orderer.forms import BIWEEKLY, ONCE, SKIP, WEEKLY, values_of
from app.web.orderer.when import clock_text, parse_clock
from app.web.orderer.window import USUAL
from app.web.shared.fields import whole_number
from app.web.shared.words_library import shown_words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

USUAL_START = time(10)
# How long the carving help lets a piece of work be, in minutes.
LENGTHS = (30, 60, 120, 180)
# What a new order takes over from the last one.
KEPT_FOR_NEXT = (
    "place", "area", "place_kind", "door", "way_in", "break_room", "toilet", "start_time",
    "end_time", "bring", "contact_name", "contact_phone",
    "pay", "coach_wanted", "engagement_model",
)  # fmt: skip


@dataclass(frozen=True)
class Beginning:
    """What is known of an order before its form is opened. Unit: minutes."""

    template: TaskTemplate | None = None
    title: str = ""
    category: Category | None = None
    minutes: int | None = None
    repeats: str = ""

    @property
    def rhythm(self) -> dict[str, Any]:
        """How long and how often, as an address carries it on."""
        return {"minutes": self.minutes, "repeats": self.repeats or None}

    @property
    def own(self) -> dict[str, Any]:
        """All that was told in one's own words, as an address carries it on."""
        return {"title": self.title or None, "category": self.category} | self.rhythm


def beginning_of(told: Mapping[str, str]) -> Beginning:
    """What an address tells; what nobody could have chosen is left out."""
    category, repeats = told.get("category", ""), told.get("repeats", "")
    minutes = whole_number(told.get("minutes"))
    return Beginning(
        template=find_template(told.get("template")),
        title=" ".join(told.get("title", "").split())[:TITLE_LENGTH],
        category=Category(category) if category in set(Category) else None,
        minutes=minutes if minutes in LENGTHS else None,
        repeats=repeats if repeats in {ONCE, WEEKLY, BIWEEKLY} else "",
    )


def first_values(organisation_id: UUID, begun: Beginning) -> dict[str, Any]:
    """What fills the form of a new order."""
    values = {"places": "1", "repeats": begun.repeats or ONCE, "holidays": SKIP}
    values |= {"answer_window": USUAL} | _kept_from_last(organisation_id)
    if begun.template:
        values |= values_of_template(begun.template)
    own = {"title": begun.title, "category": begun.category}
    values |= {name: told for name, told in own.items() if told}
    minutes = begun.minutes or (begun.template.minutes if begun.template else None)
    return values | (_times(str(values.get("start_time", "")), minutes) if minutes else {})


def _kept_from_last(organisation_id: UUID) -> dict[str, Any]:
    """What stays the same from order to order."""
    last = tasks.find_last_of(organisation_id)
    if last is None:
        return {}
    known = values_of(tasks.draft_of(last))
    return {name: known[name] for name in KEPT_FOR_NEXT}


def values_of_template(template: TaskTemplate) -> dict[str, Any]:
    """What a ready work tells of an order, in the writer's language."""
    return {
        "template": template.key, "title": shown_words(template.title),
        "description": shown_words(template.description), "bring": shown_words(template.bring),
        "category": template.category, "coach_wanted": template.coach_wanted,
        "passes": [str(kind) for kind in template.passes],
        **{f"demand_{scale}": str(level) for scale, level in template.demands.items()},
    }  # fmt: skip


def _times(start: str, minutes: int) -> dict[str, str]:
    starts = parse_clock(start) or USUAL_START
    # Only clock faces are added up, so any day without a change of clocks does.
    ends = datetime.combine(date.min, starts) + timedelta(minutes=minutes)
    return {"start_time": clock_text(starts), "end_time": clock_text(ends.time())}
