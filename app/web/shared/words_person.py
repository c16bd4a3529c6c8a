"""Words for what a client and the coach keep together: goals, things to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import get_locale, gettext

from app.domain.lifecycle import GoalState, HandoverState
from app.domain.paths import PathKind
from app.domain.readiness import ReadyState, ReadyThing
from app.domain.words import N_
from app.web.shared.formats import day_short
from app.web.shared.now import today
from app.web.shared.words_library import shown_words
from app.web.shared.words_own import OWN_CHANGES
from app.web.shared.words_support import SUPPORT_KINDS
from app.web.shared.words_tasks import PASSES, pass_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from app.domain.paths import PathEvent
    from app.domain.vocabulary import PassKind

# A goal is looked at again so many months later. To the coach.
REVIEWS: Mapping[int, str] = {
    1: N_("Kuukauden päästä"),
    3: N_("Kolmen kuukauden päästä"),
    6: N_("Puolen vuoden päästä"),
}
# To the coach and to the client alike: easy words.
READY_THINGS: Mapping[str, str] = {
    ReadyThing.IDENTITY: N_("Henkilökortti tai passi"),
    ReadyThing.BANK_ACCOUNT: N_("Pankkitili"),
    ReadyThing.TAX_CARD: N_("Verokortti"),
    ReadyThing.PHONE: N_("Puhelin"),
    ReadyThing.MAIL: N_("Sähköposti"),
    ReadyThing.TRAVEL: N_("Matkakortti"),
    ReadyThing.CV: N_("Työhakemus"),
    ReadyThing.CLOTHES: N_("Työvaatteet"),
    ReadyThing.PERMIT: N_("Kortti, jota työ vaatii"),
    ReadyThing.OTHER: N_("Muu asia"),
}
READY_STATES: Mapping[ReadyState, tuple[str, str]] = {
    ReadyState.TO_DO: (N_("Hoidetaan"), "waiting"),
    ReadyState.IN_ORDER: (N_("Kunnossa"), "good"),
    ReadyState.NOT_NEEDED: (N_("Ei tarvita"), "neutral"),
}
GOAL_STATES: Mapping[GoalState, tuple[str, str]] = {
    GoalState.OPEN: (N_("Voimassa"), "waiting"),
    GoalState.DONE: (N_("Saavutettu"), "good"),
    GoalState.CHANGED: (N_("Vaihtunut toiseen"), "neutral"),
    GoalState.LEFT: (N_("Jätetty"), "neutral"),
}


HANDOVER_STATES: Mapping[HandoverState, tuple[str, str]] = {
    HandoverState.PROPOSED: (N_("Odottaa vastausta"), "waiting"),
    HandoverState.ACCEPTED: (N_("Otettu vastaan"), "good"),
    HandoverState.REFUSED: (N_("Ei voinut ottaa"), "neutral"),
    HandoverState.WITHDRAWN: (N_("Peruttu"), "neutral"),
}
PATH_KINDS: Mapping[PathKind, str] = {
    PathKind.OFFER: N_("Tarjoukset"),
    PathKind.SHIFT: N_("Vuorot"),
    PathKind.JOB: N_("Työt"),
    PathKind.NOTE: N_("Tukikäynnit"),
    PathKind.GOAL: N_("Tavoitteet"),
    PathKind.READY: N_("Hoidettavat asiat"),
    PathKind.LEARNED: N_("Opittua"),
    PathKind.PAPER: N_("Passit ja kortit"),
    PathKind.WISH: N_("Omat muutokset"),
    PathKind.COACH: N_("Ihmiset tukena"),
}
# Of those kinds whose events say what it was after the kind.
_ONE_OF: Mapping[PathKind, str] = {
    PathKind.NOTE: N_("Tukikäynti"),
    PathKind.PAPER: N_("Näytti kortin"),
    PathKind.WISH: N_("Muutti itse"),
}
_PATH_WORDS: Mapping[tuple[PathKind, str], str] = {
    (PathKind.OFFER, "accepted"): N_("Otti työn"),
    (PathKind.OFFER, "confirmed"): N_("Otti työn"),
    (PathKind.OFFER, "declined"): N_("Ei ottanut työtä"),
    (PathKind.OFFER, "asked_coach"): N_("Kysyi valmentajalta"),
    (PathKind.SHIFT, "performed"): N_("Teki työvuoron"),
    (PathKind.JOB, "began"): N_("Työ alkoi"),
    (PathKind.JOB, "ended"): N_("Työ päättyi"),
    (PathKind.JOB, "back_to_work_activity"): N_("Työ päättyi: jatkaa työtoiminnassa"),
    (PathKind.JOB, "more_hours"): N_("Sai lisää tunteja"),
    (PathKind.JOB, "hired"): N_("Palkattiin työpaikalle"),
    (PathKind.JOB, "other_job"): N_("Siirtyi toiseen työhön"),
    (PathKind.JOB, "stopped"): N_("Lopetti työn"),
    (PathKind.GOAL, "said"): N_("Kertoi tavoitteen"),
    (PathKind.GOAL, "done"): N_("Pääsi tavoitteeseen"),
    (PathKind.GOAL, "changed"): N_("Vaihtoi tavoitteen"),
    (PathKind.GOAL, "left"): N_("Jätti tavoitteen"),
    (PathKind.LEARNED, "written"): N_("Kirjattiin, mitä työstä opittiin"),
    (PathKind.COACH, "coach"): N_("Valmentajaksi"),
    (PathKind.COACH, "responsible_worker"): N_("Vastuutyöntekijäksi"),
    (PathKind.COACH, "coordinator"): N_("Työkykykoordinaattoriksi"),
    (PathKind.COACH, "helper"): N_("Auttajaksi"),
}


def path_kind(kind: PathKind) -> str:
    """What kind of thing happened."""
    return str(gettext(PATH_KINDS[kind]))


def path_words(event: PathEvent) -> tuple[str, str]:
    """What happened, and of what or whom."""
    known = _PATH_WORDS.get((event.kind, event.code))
    if known is not None:
        return str(gettext(known)), shown_words(event.words)
    if event.kind is PathKind.READY:
        thing = ready_thing(ReadyThing(event.words))
        return thing, ready_state(ReadyState(event.code))[0]
    table = {PathKind.NOTE: SUPPORT_KINDS, PathKind.PAPER: PASSES, PathKind.WISH: OWN_CHANGES}
    word = str(gettext(table[event.kind][event.code]))
    return f"{gettext(_ONE_OF[event.kind])}: {word}", event.words


def ready_thing(thing: ReadyThing) -> str:
    """What there is to see to."""
    return str(gettext(READY_THINGS[thing]))


def ready_state(state: ReadyState) -> tuple[str, str]:
    """How far it is, and the kind of its mark."""
    word, kind = READY_STATES[state]
    return str(gettext(word)), kind


def handover_state(state: HandoverState) -> tuple[str, str]:
    """How far a handover is, and the kind of its mark."""
    word, kind = HANDOVER_STATES[state]
    return str(gettext(word)), kind


def goal_state(state: GoalState) -> tuple[str, str]:
    """Where a goal is, and the kind of its mark."""
    word, kind = GOAL_STATES[state]
    return str(gettext(word)), kind


def held_pass(held: tuple[PassKind, date | None, date | None]) -> str:
    """A pass in a line: when it was shown, and until when it holds or that it has ended."""
    kind, shown_on, until = held
    on, locale = today(), get_locale() or "fi"
    words = [pass_word(kind)]
    if shown_on is not None:
        day = day_short(shown_on, on, locale)
        words.append(str(gettext("näytetty %(day)s", day=day)))
    if until is not None:
        day = day_short(until, on, locale)
        ended = gettext("päättynyt %(day)s", day=day)
        words.append(str(ended if until < on else gettext("voimassa %(day)s asti", day=day)))
    return ", ".join(words)


FILTERS: dict[str, Callable[..., Any]] = {
    "handover_state": handover_state,
    "path_kind": path_kind,
    "path_words": path_words,
    "ready_thing": ready_thing,
    "ready_state": ready_state,
    "goal_state": goal_state,
    "held_pass": held_pass,
}
