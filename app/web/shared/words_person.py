"""Words for what a client and the coach keep together: goals, things to see to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.lifecycle import GoalState
from app.domain.readiness import ReadyState, ReadyThing
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


def ready_thing(thing: ReadyThing) -> str:
    """What there is to see to."""
    return str(gettext(READY_THINGS[thing]))


def ready_state(state: ReadyState) -> tuple[str, str]:
    """How far it is, and the kind of its mark."""
    word, kind = READY_STATES[state]
    return str(gettext(word)), kind


def goal_state(state: GoalState) -> tuple[str, str]:
    """Where a goal is, and the kind of its mark."""
    word, kind = GOAL_STATES[state]
    return str(gettext(word)), kind


FILTERS: dict[str, Callable[..., Any]] = {
    "ready_thing": ready_thing,
    "ready_state": ready_state,
    "goal_state": goal_state,
}
