"""Two versions of one order side by side, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.domain.tasks import changed_fields
from app.domain.words import N_
from app.web.shared.formats import day_short, money
from app.web.shared.language import locale
from app.web.shared.now import today
from app.web.shared.words_places import place_kind_word, way_in_word
from app.web.shared.words_tasks import (
    category_word,
    coach_wanted_word,
    engagement_word,
    level_word,
    pass_word,
    recurrence_words,
    scale_word,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.tasks import TaskDraft

Row = tuple[str, str, str]

_LABELS: Mapping[str, str] = {
    "title": N_("Mitä apua"),
    "place": N_("Paikka"),
    "area": N_("Kaupunginosa tai osoite"),
    "first_on": N_("Päivä"),
    "start_time": N_("Alkaa"),
    "end_time": N_("Päättyy"),
    "description": N_("Mitä tekijä tekee"),
    "category": N_("Millaista työtä"),
    "recurrence": N_("Kuinka usein"),
    "skip_holidays": N_("Pyhäpäivät"),
    "places": N_("Montako tekijää"),
    "pay_cents_per_hour": N_("Palkka tunnissa"),
    "coach_wanted": N_("Valmentaja mukana"),
    "instructor_along": N_("Ohjaaja mukana"),
    "learner_welcome": N_("Paikka oppijalle"),
    "answer_window_hours": N_("Vastausaika"),
    "engagement_model": N_("Kuka palkkaa"),
    "demands": N_("Mitä työ vaatii"),
    "passes": N_("Luvat ja kortit"),
    "bring": N_("Mukaan"),
    "place_kind": N_("Työn paikka"),
    "door": N_("Ovi"),
    "way_in": N_("Portaat ja hissi"),
    "break_room": N_("Tauko"),
    "toilet": N_("Vessa"),
    "clothes": N_("Vaatteet"),
    "contact_name": N_("Keneltä kysyä"),
    "contact_phone": N_("Puhelin"),
}


def compare(stored: TaskDraft, mine: TaskDraft) -> list[Row]:
    """For each field that differs: its name, what is stored and what I wrote."""
    changed = changed_fields(stored, mine)
    return [
        (_(label), _told(stored, name), _told(mine, name))
        for name, label in _LABELS.items()
        if name in changed
    ]


def _told(draft: TaskDraft, name: str) -> str:
    value = getattr(draft, name)
    told = _TELL[name](draft) if name in _TELL else str(value if value is not None else "")
    return told or _("ei kerrottu")


def yes_word(told: bool) -> str:  # noqa: FBT001 - a fact
    return str(_("kyllä") if told else _("ei"))


def _pay(draft: TaskDraft) -> str:
    cents = draft.pay_cents_per_hour
    return "" if cents is None else money(cents, locale())


def _demands(draft: TaskDraft) -> str:
    told = [f"{scale_word(scale)}: {level_word(n, scale)}" for scale, n in draft.demands.items()]
    return ", ".join(sorted(told))


_TELL: Mapping[str, Callable[[TaskDraft], str]] = {
    "first_on": lambda draft: day_short(draft.first_on, today(), locale()),
    "start_time": lambda draft: draft.start_time.strftime("%H.%M"),
    "end_time": lambda draft: draft.end_time.strftime("%H.%M"),
    "category": lambda draft: category_word(draft.category),
    "recurrence": lambda draft: recurrence_words(draft.recurrence) or _("Kerran"),
    "skip_holidays": lambda draft: (
        _("Jätetään väliin") if draft.skip_holidays else _("Silloin on työtä")
    ),
    "pay_cents_per_hour": _pay,
    "answer_window_hours": lambda draft: _("%(hours)s tuntia", hours=draft.answer_window_hours),
    "coach_wanted": lambda draft: coach_wanted_word(draft.coach_wanted),
    "instructor_along": lambda draft: yes_word(draft.instructor_along),
    "learner_welcome": lambda draft: yes_word(draft.learner_welcome),
    "engagement_model": lambda draft: engagement_word(draft.engagement_model),
    "demands": _demands,
    "place_kind": lambda draft: place_kind_word(draft.place_kind),
    "way_in": lambda draft: way_in_word(draft.way_in),
    "passes": lambda draft: ", ".join(pass_word(kind) for kind in draft.passes),
}
