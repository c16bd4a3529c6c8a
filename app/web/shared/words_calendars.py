"""What the calendars of those who order and dispatch say of a shift."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import force_locale, gettext

from app.domain.feeds import Sureness, sureness_of
from app.domain.lifecycle import ShiftState
from app.web.shared import words_cover
from app.web.shared.words_library import shown_words
from app.web.shared.words_tasks import state_of_shift

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.feeds import Entry, Work


@dataclass(frozen=True)
class WorkNames:
    """The words of a feed of work, in a fixed language; `told` gives a title and a note."""

    calendar: str
    locale: str
    told: Callable[[Work], tuple[str, str]]

    def tell(self, entry: Entry) -> tuple[str, str]:
        """An entry's title and note. Raises: ValueError for an entry that says nothing of work."""
        if entry.work is None:
            raise ValueError("an entry without work")
        with force_locale(self.locale):
            return self.told(entry.work)


def found_words(work: Work) -> tuple[str, str]:
    """To the orderer: how many have been found; below it how far the shift has come."""
    title, state = shown_words(work.title), state_of_shift(work.state)[0]
    if sureness_of(work) is Sureness.CANCELLED:
        return f"{state}: {title}", state
    found = gettext("%(found)s/%(places)s tekijää löytynyt", found=work.found, places=work.places)
    return f"{title}: {found}", state


def missing_words(work: Work) -> tuple[str, str]:
    """To the dispatcher: first what is missing, then the work; below it who orders."""
    if sureness_of(work) is Sureness.CANCELLED:
        return f"{state_of_shift(work.state)[0]}: {shown_words(work.title)}", work.organisation
    told = [words_cover.missing_words(work.missing)] if work.missing else []
    if work.without_coach:
        told.append(words_cover.without_coach_words(work.without_coach))
    if work.instructor_missing:
        told.append(words_cover.no_instructor_words())
    words = ", ".join(told) or state_of_shift(ShiftState.FILLED)[0]
    return f"{words[:1].upper()}{words[1:]}: {shown_words(work.title)}", work.organisation
