"""The coach keeps, together with the client, what is to be seen to and what helps at work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import RuleBroken
from app.domain.policy import Verb, require
from app.domain.readiness import LONGEST_NOTE, LONGEST_WORDS
from app.store import audit, clients, readiness
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.readiness import ReadyState, ReadyThing
    from app.domain.vocabulary import PassKind


@dataclass(frozen=True)
class Ready:
    """How one thing stands now."""

    thing: ReadyThing
    state: ReadyState
    note: str = ""
    needed_by: date | None = None


def keep_item(actor: Actor, client_id: UUID, ready: Ready, *, now: datetime) -> None:
    """Put a thing on the list or say how it stands now. Raises: Missing, NotAllowed, RuleBroken."""
    with unit_of_work():
        _check_may(actor, client_id, now)
        note = _checked(ready.note, LONGEST_NOTE)
        facts = {"state": ready.state, "needed_by": ready.needed_by, "note": note or None}
        row_id = readiness.put_item(client_id, ready.thing, facts, by=_user(actor), now=now)
        _record(actor, "readiness_item", row_id, client_id, list(facts), now=now)


def show_pass(
    actor: Actor, client_id: UUID, kind: PassKind, valid_until: date | None, *, now: datetime
) -> None:
    """A pass was shown to the coach today, and until when it holds.

    Raises: Missing, NotAllowed, RuleBroken for one that has ended.
    """
    with unit_of_work():
        _check_may(actor, client_id, now)
        if valid_until is not None and valid_until < local_day(now):
            raise RuleBroken("pass_ended")
        facts = {"shown_on": local_day(now), "valid_until": valid_until}
        row_id = readiness.put_pass(client_id, kind, facts)
        _record(actor, "pass", row_id, client_id, list(facts), now=now)


def write_helps(
    actor: Actor, client_id: UUID, helps: str, must_change: str, *, now: datetime
) -> None:
    """Write what helps the client and what must change. Raises: Missing, NotAllowed, RuleBroken."""
    with unit_of_work():
        _check_may(actor, client_id, now)
        words = {
            "helps": _checked(helps, LONGEST_WORDS) or None,
            "must_change": _checked(must_change, LONGEST_WORDS) or None,
        }
        row_id = readiness.put_helps(client_id, words, by=_user(actor), now=now)
        _record(actor, "what_helps", row_id, client_id, list(words), now=now)


def _checked(text: str, most: int) -> str:
    """Raises: RuleBroken for too many words."""
    kept = text.strip()
    if len(kept) > most:
        raise RuleBroken("text_too_long", most=most)
    return kept


def _check_may(actor: Actor, client_id: UUID, now: datetime) -> None:
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.KEEP_READINESS, clients.facts_of(actor, client, now=now))


def _user(actor: Actor) -> UUID:
    if actor.user_id is None:
        raise ValueError("somebody writes it")
    return actor.user_id


def _record(
    actor: Actor, kind: str, row_id: UUID, client_id: UUID, fields: Sequence[str], *, now: datetime
) -> None:
    entry = audit.Entry(
        "update", kind, row_id, purpose="support", client_ids=[client_id], fields=fields
    )
    audit.record(actor, entry, now=now)
