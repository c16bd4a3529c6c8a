"""Feedback on the service, from anybody, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.store import outbox, rates
from app.store.outbox import Letter
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

LONGEST = 4000


def give_feedback(text: str, contact: str, *, mail_to: str, address: str, now: datetime) -> None:
    """The words go to the service's own mailbox. Raises: RuleBroken when there are none."""
    text = text.strip()[:LONGEST]
    if not text:
        raise RuleBroken("feedback_empty")
    with unit_of_work():
        rates.take("feedback", address, now=now)
    with unit_of_work():
        facts = {"text": text, "contact": contact.strip()[:200] or "-"}
        letter = Letter("feedback", f"feedback:{now.isoformat()}", facts)
        outbox.queue_to_address(mail_to, letter, now=now)


def count_report(address: str, *, now: datetime) -> None:
    """One more report of a browser. Raises: TooMany when it floods."""
    with unit_of_work():
        rates.take("csp", address, now=now)
