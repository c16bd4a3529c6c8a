"""An offered work as its reader sees it: signed in as the client, or by the link in a message."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from app.domain.lifecycle import AGREED_OFFERS, SHOWN_OFFERS, OfferState
from app.domain.offers import may_undo, state_for_reader
from app.store import former_terms, instructors, learners, waitlist
from app.web.shared.words_offered import clock_key, offered_place
from app.web.shared.words_terms import what_changed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.store.models.work import Offer, Shift, Task

# A list of things to bring that is longer has no room among the facts.
WORDS_SHOWN = 8

# What stands big above what came of an answer; without one it is the picture of waiting.
_PICTURES = {
    OfferState.ACCEPTED: "done",
    OfferState.CONFIRMED: "done",
    OfferState.DECLINED: "thanks",
    OfferState.ASKED_COACH: "ask",
}


class Wait(StrEnum):
    """How waiting for the place of an offer stands."""

    NO = "no"
    POSSIBLE = "possible"
    WAITS = "waits"
    OVER = "over"
    # The wait ended, and there is nothing any more to wait for.
    ENDED = "ended"
    # The offer itself came of waiting.
    CAME = "came"


@dataclass(frozen=True, kw_only=True)
class ShownOffer:
    """What both pages of an offer say. `companion`: who comes along, in one sentence."""

    offer: Offer
    companion: str
    checked_in: bool
    read_at: datetime
    # When it was before its time changed, of somebody who had said yes.
    was: tuple[datetime, datetime] | None = None
    # What else of the work has changed since the client said yes, a sentence each.
    changes: Sequence[str] = ()
    wait: Wait = Wait.NO

    @property
    def waits(self) -> bool:
        return self.wait is Wait.WAITS

    @property
    def may_wait(self) -> bool:
        """Whether the client can ask to be asked, should the place be free again."""
        return self.wait in (Wait.POSSIBLE, Wait.OVER)

    @property
    def task(self) -> Task:
        return self.offer.task

    @property
    def times(self) -> list[Shift]:
        return times_of(self.offer)

    @property
    def first(self) -> Shift:
        return self.times[0]

    @property
    def several(self) -> bool:
        return len(self.times) > 1

    @property
    def state(self) -> OfferState:
        return state_of(self.offer, now=self.read_at)

    @property
    def is_open(self) -> bool:
        return self.state in SHOWN_OFFERS

    @property
    def is_yes(self) -> bool:
        return self.state in AGREED_OFFERS

    @property
    def is_asked(self) -> bool:
        """Whether the coach is asked, and the place kept meanwhile."""
        return self.state is OfferState.ASKED_COACH

    @property
    def may_undo(self) -> bool:
        return may_undo(
            self.offer.state,
            answered_at=self.offer.answered_at,
            window_ends_at=self.offer.window_ends_at,
            first_starts_at=self.first.starts_at,
            checked_in=self.checked_in,
            now=self.read_at,
        )

    @property
    def picture(self) -> str:
        """What kind of work it is."""
        return self.task.category or "what"

    @property
    def answered_picture(self) -> str:
        return _PICTURES.get(self.state, "waiting")

    @property
    def clock(self) -> str:
        """The picture of the clock when the work begins."""
        return clock_key(self.first.starts_at)

    @property
    def place(self) -> str:
        """Where it is, up to the door."""
        task = self.task
        return offered_place(task.organisation.name, task.site, task.place_kind, with_door=True)

    @property
    def things_to_bring(self) -> str:
        """What to take along, when it is short enough to stand among the facts."""
        text = self.task.bring
        return text if len(text.split()) <= WORDS_SHOWN else ""


def wait_of(offer: Offer, *, now: datetime) -> Wait:
    """How waiting for the place stands, for the reader of the offer."""
    if offer.state is not OfferState.FILLED_ELSEWHERE:
        return Wait.CAME if waitlist.came_of_waiting(offer.id) else Wait.NO
    if waitlist.list_own(offer.id):
        return Wait.WAITS
    possible, over = waitlist.list_coming_shifts(offer.id, now=now), waitlist.has_waited(offer.id)
    if over:
        return Wait.OVER if possible else Wait.ENDED
    return Wait.POSSIBLE if possible else Wait.NO


def changes_of(offer: Offer, *, open_to_all: bool = False) -> Sequence[str]:
    """What else than the time has changed of a work to which the client had said yes."""
    was = former_terms.find_promised(offer)
    return what_changed(was, offer.task, open_to_all=open_to_all) if was else ()


def with_whom(offer: Offer, shift: Shift) -> dict[str, Any]:
    """Who is there beside a coach: the instructor by name, and beside whom the client learns."""
    led = instructors.find_booked([shift.id]) if offer.task.instructor_along else {}
    guide = learners.find_guide(shift, offer.task, client_id=offer.client_id)
    return {"instructor": led[shift.id].first_name if led else "", "guide": guide}


def times_of(offer: Offer) -> list[Shift]:
    """The times of work that stand as the offer stands, else all of them."""
    standing = [part.shift for part in offer.shifts if part.state is offer.state]
    return standing or [part.shift for part in offer.shifts]


def state_of(offer: Offer, *, now: datetime) -> OfferState:
    """The state of the offer for its reader."""
    return state_for_reader(
        offer.state,
        window_ends_at=offer.window_ends_at,
        first_starts_at=times_of(offer)[0].starts_at,
        now=now,
    )
