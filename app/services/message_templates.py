"""The words of letters, kept by administrators.

One person is enough: unlike an amount, a letter's words are seen whole before they are saved, are
checked by rules, and can be taken back at once; nothing that was ever said is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import Conflict, Missing, RuleBroken
from app.domain.messages.checks import faults_in
from app.domain.policy import Verb, require
from app.store import audit, message_templates, outbox, users
from app.store.outbox import Letter
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.messages import Rendered
    from app.domain.messages.words import Words
    from app.domain.policy import Actor

# Which letter, in which language.
Slot = tuple[str, str]


def save_words(actor: Actor, slot: Slot, words: Words, *, based_on: int, now: datetime) -> bool:
    """Whether these words are now in use; False when they were already.

    `based_on` is the number of the version that the writer saw, 0 for the words of the house.
    Raises: NotAllowed, RuleBroken("letter_faulty"), Conflict("letter_changed") when somebody else
    was first.
    """
    require(actor, Verb.EDIT_LETTERS)
    if faults_in(*slot, words):
        raise RuleBroken("letter_faulty")
    with unit_of_work():
        return _add(actor, slot, words, based_on, now)


def use_version(actor: Actor, slot: Slot, number: int, *, based_on: int, now: datetime) -> bool:
    """Whether an earlier version is now in use again; 0 takes the words of the house back.

    Raises: Missing, NotAllowed, RuleBroken("letter_faulty") when it no longer fits the letter,
    Conflict("letter_changed").
    """
    require(actor, Verb.EDIT_LETTERS)
    with unit_of_work():
        words = message_templates.get_version(*slot, number).words if number else None
        if words is not None and faults_in(*slot, words):
            raise RuleBroken("letter_faulty")
        return _add(actor, slot, words, based_on, now)


def _add(actor: Actor, slot: Slot, words: Words | None, based_on: int, now: datetime) -> bool:
    newest = message_templates.find_newest(*slot)
    if (newest.number if newest else 0) != based_on:
        raise Conflict("letter_changed")
    if words == (newest.words if newest else None):
        return False
    version_id = message_templates.add_version(
        *slot, words, number=based_on + 1, by_id=actor.user_id, now=now
    )
    entry = audit.Entry(
        "update" if words else "delete", "message_template", version_id, purpose="system",
        fields=["words"], facts={"letter": slot[0], "language": slot[1], "number": based_on + 1},
    )  # fmt: skip
    audit.record(actor, entry, now=now)
    return True


def send_sample(actor: Actor, slot: Slot, sample: Rendered, *, now: datetime) -> None:
    """Send the letter as it would look to the writer's own address, marked as a sample.

    A part that is empty is not sent: mail goes by mail, the line of a text message to whoever has
    a phone, else by mail too. Raises: Missing, NotAllowed.
    """
    require(actor, Verb.EDIT_LETTERS)
    key = f"letter_sample:{actor.user_id}:{now.isoformat()}"
    facts = {"subject": sample.subject, "path": f"/admin/letters/{slot[0]}/{slot[1]}"}
    with unit_of_work():
        user = users.find_active(actor.user_id) if actor.user_id else None
        if user is None:
            raise Missing
        if sample.body:
            mail = Letter("letter_sample", f"{key}:mail", facts | {"text": sample.body})
            outbox.queue_to_user(user, mail, now=now)
        if sample.sms:
            line = Letter("letter_sample", f"{key}:sms", facts | {"text": sample.sms})
            outbox.queue_sms_to_user(user, line, now=now)
        entry = audit.Entry(
            "create", "message", purpose="system", facts={"letter": slot[0], "language": slot[1]}
        )
        audit.record(actor, entry, now=now)
