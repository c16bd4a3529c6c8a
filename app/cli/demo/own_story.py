"""What the cast say of themselves: what may be told, how things are; and thanks from work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.cli.demo.cast import HOME, OTHER, THIRD
from app.cli.demo.story import at
from app.domain.disclosures import Decision, Item
from app.domain.errors import Conflict
from app.domain.on_site import Trouble
from app.domain.onward import Onward
from app.domain.self_checks import Question
from app.domain.shift_feedback import Again, Feeling
from app.domain.thanks import Thank
from app.domain.vocabulary import Face
from app.services import (
    alerts,
    call_wishes,
    disclosures,
    on_site,
    onward,
    self_checks,
    shift_feedback,
    thanks,
)
from app.store import alerts as raised
from app.store import attendance as store
from app.store import hours_links, users
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.cli.demo.story import Story
    from app.domain.policy import Actor

_GOOD, _FINE, _HARD = Face.GOOD, Face.FINE, Face.TOO_HARD
# How Kalle was doing so many days ago, in the order of the questions.
_ROUNDS = (
    (56, (_FINE, _HARD, _HARD, _FINE, _FINE)),
    (28, (_FINE, _FINE, _FINE, _GOOD, _FINE)),
    (5, (_GOOD, _FINE, _GOOD, _GOOD, None)),
)


def plan(story: Story, client: Actor, today: date) -> None:
    """Kalle says now and then how things are, and lets the service home know two things."""
    for days, faces in _ROUNDS:
        story.plan(at(today - timedelta(days=days), 17), _say, client, faces)
    story.plan(at(today - timedelta(days=40), 17), _tell, story, client)


def _say(when: datetime, client: Actor, faces: tuple[Face | None, ...]) -> None:
    for question, face in zip(Question, faces, strict=True):
        self_checks.say(client, question, face, now=when)


def _tell(when: datetime, story: Story, client: Actor) -> None:
    home = story.cast[HOME].organisation_id
    for item in (Item.SHOW_HOW, Item.BREAKS):
        disclosures.decide(client, Decision(home, item, allowed=True), now=when)


def say_of_shift(when: datetime, story: Story, client: Actor, attendance_id: UUID) -> None:
    """The workplace says how lately a shift went, has words to pass on, and hopes for more."""
    if when < story.now - timedelta(days=13) or client.name != "Kalle":
        return
    orderer, text = story.cast[HOME], "Asukkaat kysyvät jo, milloin hän tulee taas."
    shift_feedback.say_how_it_went(orderer, attendance_id, Feeling.WELL, text, now=when)
    shift_feedback.say_again(orderer, attendance_id, Again.GLADLY, now=when)
    onward.tell_onward(orderer, attendance_id, Onward.MORE_HOURS, now=when)


def thank(when: datetime, story: Story, client: Actor, hours_id: UUID) -> None:
    """The workplace thanks for every third shift or so; not while the hours are open."""
    if when.day % 3:
        return
    orderer = story.cast[HOME if client.name in ("Kalle", THIRD) else OTHER]
    kinds = list(Thank)
    said = {kinds[when.day % len(kinds)], kinds[when.month % len(kinds)]}
    try:
        thanks.give_thanks(orderer, hours_id, sorted(said), now=when)
    except Conflict:
        return


def find_door_closed(
    when: datetime, _story: Story, client: Actor, coach: Actor, attendance_id: UUID
) -> None:  # fmt: skip
    """The door is closed for some minutes; the coach sees to it and somebody opens."""
    on_site.say_own(client, attendance_id, Trouble.DOOR_CLOSED, office="", now=when)
    for alert in raised.list_alerts(coach, now=when):
        if alert.kind == Trouble.DOOR_CLOSED and alert.client_id == client.client_id:
            alerts.acknowledge(coach, alert.id, now=when + timedelta(minutes=2))
    on_site.undo_own(client, attendance_id, now=when + timedelta(minutes=6))


def ask_for_call(when: datetime, story: Story, client: Actor, attendance_id: UUID) -> None:
    """The workplace would rather talk about hours than agree to them at once."""
    shift_id = store.get_attendance(client, attendance_id, now=when).attendance.shift_id
    orderer = story.cast[OTHER]
    with unit_of_work():
        user = users.find_active(orderer.user_id) if orderer.user_id else None
        path = hours_links.add_link(user, shift_id, now=when) if user else ""
    call_wishes.ask_for_call(path.rpartition("/")[2], now=when)
