"""Support notes: written in seconds, once, however often they are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from app.domain.bookings import joint_share
from app.domain.calendar import local_day
from app.domain.employers import is_mended
from app.domain.errors import Missing, RuleBroken
from app.domain.policy import Verb, require
from app.domain.support_contacts import REASON_LENGTH, TEXT_LENGTH, check_note, row_key
from app.store import attendance, audit, client_facts, due_contacts, support_contacts
from app.store.support_contacts import Share
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.support_contacts import Note
    from app.store.models.support import SupportContact


def write_note(
    actor: Actor,
    client_ids: Sequence[UUID],
    note: Note,
    *,
    draft_key: UUID,
    shift_id: UUID | None = None,
    now: datetime,
) -> UUID:
    """The id of the visit; a note that was sent before gives the visit of that time.

    The minutes of a visit with several clients are split evenly among them.
    Raises: Missing, NotAllowed, RuleBroken.
    """
    clients = sorted(set(client_ids))
    with unit_of_work():
        coach_id = _require_all(actor, clients, shift_id, now=now)
        check_note(note, clients, now=now)
        keys = {client_id: row_key(draft_key, coach_id, client_id) for client_id in clients}
        known = support_contacts.find_visit(list(keys.values()))
        if known is not None:
            return known
        visit_id = uuid4()
        shares = _shares(note, keys, shift_id)
        support_contacts.add_visit(
            note, shares, coach_id=coach_id, visit_id=visit_id, shift_id=shift_id, now=now
        )
        due_contacts.settle_by_visit(visit_id, by_id=coach_id, now=now)
        support_contacts.drop_drafts(coach_id, clients)
        entry = audit.Entry(
            "create", "support_contact", visit_id, purpose="support", client_ids=clients,
            fields=["minutes", "kind", "place", "text"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)
        return visit_id


def _require_all(
    actor: Actor, client_ids: Sequence[UUID], shift_id: UUID | None, *, now: datetime
) -> UUID:
    """The coach's id, when the coach may write about every one of these clients."""
    facts = client_facts.get_facts(actor, client_ids, shift_id=shift_id, now=now)
    for fact in facts.values():
        require(actor, Verb.WRITE_NOTE, fact)
    if actor.user_id is None:
        raise Missing
    return actor.user_id


def _shares(note: Note, keys: dict[UUID, UUID], shift_id: UUID | None) -> list[Share]:
    placements = attendance.list_placements(shift_id, list(keys)) if shift_id else {}
    minutes = joint_share(note.minutes, len(keys))
    return [
        Share(client_id, part, key, placements.get(client_id))
        for (client_id, key), part in zip(keys.items(), minutes, strict=True)
    ]


def save_draft(
    actor: Actor, client_id: UUID, content: str, *, shift_id: UUID | None = None, now: datetime
) -> None:
    """Keep an unfinished note as it is typed; an empty one is thrown away.

    Raises: Missing, NotAllowed, RuleBroken("text_too_long").
    """
    if len(content) > TEXT_LENGTH:
        raise RuleBroken("text_too_long", most=TEXT_LENGTH)
    with unit_of_work():
        coach_id = _require_all(actor, [client_id], shift_id, now=now)
        if shift_id is not None:
            attendance.list_placements(shift_id, [client_id])
        if content.strip():
            support_contacts.put_draft(coach_id, client_id, content, shift_id=shift_id, now=now)
        else:
            support_contacts.drop_drafts(coach_id, [client_id])
        entry = audit.Entry(
            "update", "support_draft", purpose="support", client_ids=[client_id], fields=["content"]
        )
        audit.record(actor, entry, now=now)


def open_note(actor: Actor, note_id: UUID, *, now: datetime) -> tuple[SupportContact, bool]:
    """The note for its writer, and whether a slip in it is mended without a trace.

    Raises: Missing, NotAllowed for a colleague's.
    """
    row, facts = support_contacts.get_note(actor, note_id, now=now)
    require(actor, Verb.WRITE_NOTE, facts)
    require(actor, Verb.CORRECT_CONTACT, facts)
    return row, is_mended(support_contacts.written_at(row), now)


def correct_note(actor: Actor, note_id: UUID, note: Note, *, now: datetime) -> None:
    """The note says this from now on; after a quarter of an hour the former one stays beside it.

    Raises: Missing, NotAllowed for a colleague's, RuleBroken, Conflict("note_changed").
    """
    with unit_of_work():
        row, slip = open_note(actor, note_id, now=now)
        check_note(note, [row.client_id], now=now)
        if not slip:
            support_contacts.keep_former(row, now=now)
        settles = (row.kind, row.place, local_day(row.happened_at))
        support_contacts.rewrite(row, note)
        if settles != (note.kind, note.place, local_day(note.happened_at)):
            due_contacts.unsettle(row.id)
            due_contacts.settle_by_visit(
                row.visit_id, by_id=row.coach_id, client_id=row.client_id, now=now
            )
        entry = audit.Entry(
            "update", "support_contact", row.id, "support", client_ids=[row.client_id],
            fields=["minutes", "kind", "place", "text", "helpers", "happened_at"],
        )  # fmt: skip
        audit.record(actor, entry, now=now)


def take_back_note(actor: Actor, note_id: UUID, reason: str, *, now: datetime) -> None:
    """The note is not of this client: nothing counts it, and what it settled waits again.

    A slip of the last quarter of an hour is gone; later the writer keeps it with the reason.
    Raises: Missing, NotAllowed, RuleBroken("note_reason_missing"), Conflict("note_changed").
    """
    with unit_of_work():
        row, slip = open_note(actor, note_id, now=now)
        trace = not slip or bool(support_contacts.list_former([row.id]))
        if trace and not reason.strip():
            raise RuleBroken("note_reason_missing")
        if len(reason) > REASON_LENGTH:
            raise RuleBroken("text_too_long", most=REASON_LENGTH)
        due_contacts.unsettle(row.id)
        if trace:
            support_contacts.keep_former(row, reason=reason.strip(), now=now)
            support_contacts.remove(row)
        else:
            support_contacts.remove_slip(row, now=now)
        entry = audit.Entry(
            "delete", "support_contact", note_id, "support", client_ids=[row.client_id]
        )
        audit.record(actor, entry, now=now)
