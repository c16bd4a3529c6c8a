"""On the order's form: whether an instructor goes along, and whether somebody may learn beside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.domain.tasks import LEARNING_PAIR
from app.web.shared.fields import SomeOf
from app.web.shared.words_tasks import ALONG, INSTRUCTOR, LEARNER, choices

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.domain.tasks import TaskDraft


def along_field() -> SomeOf:
    """Who goes along beside those who do the work."""
    return SomeOf(
        _l("Tullaanko yhdessä?"), choices=choices(ALONG),
        description=_l(
            "Ohjaaja on paikalla koko ajan ja neuvoo kaikkia. "
            "Oppija on yksi tilatuista tekijöistä, ja myös hän saa palkan."
        ),
    )  # fmt: skip


def along_facts(chosen: Collection[str] | None, places: int) -> dict[str, object]:
    """What the ticks make of an order; who learns needs somebody beside, so two places at least."""
    told = chosen or ()
    learner = LEARNER in told
    return {
        "instructor_along": INSTRUCTOR in told,
        "learner_welcome": learner,
        "places": max(places, LEARNING_PAIR) if learner else places,
    }


def along_of(draft: TaskDraft) -> list[str]:
    """The ticks of a draft."""
    there = {INSTRUCTOR: draft.instructor_along, LEARNER: draft.learner_welcome}
    return [name for name, is_there in there.items() if is_there]
