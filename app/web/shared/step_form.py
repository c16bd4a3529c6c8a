"""The one page on which the steps of a task and the stop near its place are written.

It works without JavaScript: every button saves all that is written, and then does its own thing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from app.domain.steps import MOST_STEPS, Step, moved, without
from app.domain.task_templates import ready_steps
from app.web.shared.fields import text_field, whole_number
from app.web.shared.forms import SiteForm
from app.web.shared.words_library import kept_words, shown_steps

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.store.models.work import Task


class StopForm(SiteForm):
    """Where one gets off, and the walk from there."""

    stop = text_field(
        _l("Lähin pysäkki"), 100, description=_l("Esimerkiksi: Sörnäinen, metroasema")
    )
    walk_minutes = text_field(_l("Kävely pysäkiltä minuutteina"), 3)

    @property
    def minutes(self) -> int | None:
        """The walk, or None where it is not told."""
        return whole_number(self.walk_minutes.data)


def stop_form(task: Task) -> StopForm:
    """The form filled with what is known of the place."""
    site = task.site
    walk = "" if site.walk_minutes is None else str(site.walk_minutes)
    return StopForm(formdata=None, stop=site.stop, walk_minutes=walk)


def steps_of_form(form: Mapping[str, str], task: Task) -> tuple[Step, ...]:
    """The steps as they are written and what the pressed button does with them."""
    written = [
        Step(kept_words(form.get(f"words-{place}", "").strip()), form.get(f"picture-{place}", ""))
        for place in range(MOST_STEPS)
        if f"words-{place}" in form
    ]
    act, _sep, number = form.get("act", "").partition("-")
    at = int(number) if number.isascii() and number.isdigit() else -1
    if act == "ready":
        return ready_steps(task.category, task.title)
    if act == "remove":
        written = list(without(written, at))
    elif act in {"up", "down"}:
        written = list(moved(written, at, -1 if act == "up" else 1))
    return tuple(step for step in written if step.words)


def rows_of(steps: Sequence[Step]) -> list[Step]:
    """What the page shows: the steps, and an empty one while there is room."""
    return [*shown_steps(steps), *([Step("", "")] if len(steps) < MOST_STEPS else [])]
