"""How far an order has come, in words: five steps, and what happens next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _

from app.domain.calendar import local_day
from app.domain.lifecycle import TaskOutcome, TaskState
from app.domain.promises import checked_by
from app.web.shared.formats import clock_short, day_short
from app.web.shared.language import locale
from app.web.shared.words_endings import kind_why

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.models.work import Task
    from app.store.task_cards import Progress, TaskCard

Step = tuple[str, str, str]
SENT, CHECKED, SEARCHING, FOUND, DONE = range(5)
_CANCELLED = (TaskOutcome.CANCELLED, TaskOutcome.EXPIRED)


@dataclass(frozen=True)
class Status:
    """The headline of an order's page and the sentence below it."""

    kind: str
    title: str
    text: str


def steps_of(card: TaskCard) -> list[Step]:
    """The five steps with their state and, at the present one, a note."""
    words = [_("Lähetetty"), _("Tarkistettu"), _("Etsitään"), _("Löytyi"), _("Tehty")]
    here, state, note = _present(card.task, card.progress)
    if state == "now" and here in (SENT, CHECKED):
        words[here] = _("Luonnos") if here == SENT else _("Tarkistetaan")
    states = ["done"] * here + [state] + ["next"] * (len(words) - here - 1)
    notes = [""] * here + [note] + [""] * (len(words) - here - 1)
    return list(zip(words, states, notes, strict=True))


def _present(task: Task, progress: Progress) -> tuple[int, str, str]:
    """The step at which the order is now, its state and a note."""
    if task.state is TaskState.DRAFT:
        return SENT, "now", _("Ei vielä lähetetty")
    if task.state is TaskState.SUBMITTED:
        return CHECKED, "now", ""
    if task.state is TaskState.CHANGES_REQUESTED:
        return CHECKED, "now", _("Pyydämme muutosta")
    if task.state is TaskState.PAUSED:
        return SEARCHING, "stopped", _("Tauolla")
    if task.state is TaskState.CLOSED:
        return _ending(task)
    return _search(progress)


def _search(progress: Progress) -> tuple[int, str, str]:
    if _waits_for_instructor(progress):
        return SEARCHING, "now", _("Tekijät löytyivät. Etsimme ohjaajaa.")
    if progress.ahead and progress.next_found >= progress.next_places:
        return FOUND, "now", _times_left(progress)
    if progress.ahead:
        return SEARCHING, "now", _places_found(progress)
    return (DONE, "done", "") if progress.done else (SEARCHING, "stopped", _("Aika meni umpeen"))


def _waits_for_instructor(progress: Progress) -> bool:
    """Whether everybody is found for the next time but the instructor who goes along."""
    full = progress.ahead and progress.next_found >= progress.next_places
    return bool(full and progress.instructor_missing)


def _times_left(progress: Progress) -> str:
    words: str = _("%(n)s kertaa edessä", n=progress.ahead) if progress.ahead > 1 else ""
    missing = progress.ahead_places - progress.ahead_found
    if missing:
        words = _("Seuraava kerta on sovittu. Haussa vielä: %(n)s.", n=missing)
    return words


def _places_found(progress: Progress) -> str:
    if not progress.ahead_found:
        return ""
    words: str = _(
        "Löytynyt: %(found)s. Haussa: %(all)s.",
        found=progress.ahead_found,
        all=progress.ahead_places - progress.ahead_found,
    )
    return words


def _ending(task: Task) -> tuple[int, str, str]:
    if task.outcome in (TaskOutcome.FILLED, TaskOutcome.PARTLY):
        return DONE, "done", ""
    if task.outcome is TaskOutcome.REFUSED:
        return CHECKED, "stopped", _("Emme voi välittää")
    if task.outcome in _CANCELLED:
        cancelled = task.outcome is TaskOutcome.CANCELLED
        furthest = SEARCHING if task.opened_at else CHECKED if task.submitted_at else SENT
        return furthest, "stopped", _("Peruttu") if cancelled else _("Päättyi")
    return SEARCHING, "stopped", _("Tekijää ei löytynyt")


def status_of(card: TaskCard, *, now: datetime) -> Status:
    """What the orderer should know first."""
    task = card.task
    if task.state is TaskState.DRAFT:
        return Status(
            "info",
            _("Luonnos on tallessa"),
            _("Lähetä tilaus tarkistettavaksi, kun se on valmis. Emme etsi tekijää ennen sitä."),
        )
    if task.state is TaskState.SUBMITTED:
        return Status("info", _("Kiitos! Tarkistamme tilauksen"), _checking(task, now))
    if task.state is TaskState.CHANGES_REQUESTED:
        text = _("Muuta tilausta ja lähetä se uudelleen. Sitten etsimme tekijän.")
        return Status("alert", _("Tarvitsemme sinulta vielä jotain"), text)
    if task.state is TaskState.PAUSED:
        text = str(_("Emme kysy nyt uusia tekijöitä. Sovitut vuorot pysyvät."))
        if task.paused_until:
            on = day_short(task.paused_until, local_day(now), locale())
            text += " " + _("Jatkamme itsestään %(day)s.", day=on)
        return Status("alert", _("Tilaus on tauolla"), text)
    return _closed(task) if task.state is TaskState.CLOSED else _open(card)


def _checking(task: Task, now: datetime) -> str:
    by = checked_by(task.submitted_at or now)
    text: str = _("Tarkistus kestää tavallista kauemmin. Soita meille, jos asialla on kiire.")
    if now <= by:
        text = _(
            "Tarkistamme tilauksen %(when)s mennessä. Sen jälkeen näet tästä, kun tekijä löytyy.",
            when=deadline_words(by, now),
        )
    return text


def deadline_words(by: datetime, now: datetime) -> str:
    """A near deadline: "tänään klo 16"."""
    day, today = local_day(by), local_day(now)
    clock = clock_short(by, None, locale())
    words = f"{day_short(day, today, locale())} {clock}"
    if day == today:
        words = _("tänään %(clock)s", clock=clock)
    elif (day - today).days == 1:
        words = _("huomenna %(clock)s", clock=clock)
    return words


def _open(card: TaskCard) -> Status:
    step, _state, _note = _search(card.progress)
    if step == DONE:
        text = _("Kaikki vuorot on tehty. Tarkista tunnit, jos et vielä ole.")
        return Status("success", _("Työ on tehty"), text)
    if step == FOUND:
        text = _("Näet alta, kuka tulee ja kenelle soitat, jos jokin muuttuu.")
        if card.progress.ahead_found < card.progress.ahead_places:
            text = _("Näet alta, kuka tulee seuraavaksi. Etsimme vielä myöhempiin kertoihin.")
        return Status("success", _("Tekijä löytyi"), text)
    if _waits_for_instructor(card.progress):
        text = _("Tekijät löytyivät. Kerromme heti, kun yksikön ohjaaja on varattu mukaan.")
        return Status("info", _("Etsimme vielä ohjaajaa"), text)
    if not card.progress.ahead:
        text = _("Tilaa uudestaan, niin etsimme uudelle päivälle.")
        return Status("alert", _("Aika meni umpeen"), text)
    text = _(
        "Kysymme sopivia tekijöitä. Heillä on %(n)s tuntia aikaa vastata. "
        "Kerromme heti, kun tekijä löytyy.",
        n=card.task.answer_window_hours,
    )
    return Status("info", _("Etsimme tekijää"), text)


def _closed(task: Task) -> Status:
    if task.outcome in (TaskOutcome.FILLED, TaskOutcome.PARTLY):
        return Status("success", _("Työ on tehty"), _("Kiitos! Voit tilata saman uudestaan."))
    if task.outcome is TaskOutcome.REFUSED:
        text = _("Suljimme sen, kun emme olleet vielä hyväksyneet organisaatiota.")
        return Status("alert", _("Emme voi välittää tilausta"), task.outcome_reason or text)
    if task.outcome is TaskOutcome.CANCELLED:
        return Status("info", _("Tilaus on peruttu"), _("Voit tilata saman uudestaan."))
    if task.outcome is TaskOutcome.EXPIRED:
        return Status("info", _("Tilaus on päättynyt"), _why_expired(task))
    text = _("Emme löytäneet tekijää ajoissa. Voit tilata uudestaan toiselle päivälle.")
    return Status("alert", _("Tekijää ei löytynyt"), kind_why(task) or text)


def _why_expired(task: Task) -> str:
    text: str = _("Aika meni umpeen. Voit tilata saman uudestaan toiselle päivälle.")
    if task.asked_at is not None:
        text = _(
            "Kysyimme, tarvitsetko vielä tekijää, emmekä kuulleet sinusta. Voit tilata uudestaan."
        )
    return text


def all_steps(cards: Sequence[TaskCard]) -> dict[str, list[Step]]:
    """The steps of each order of a list, by its id as text."""
    return {str(card.task.id): steps_of(card) for card in cards}
