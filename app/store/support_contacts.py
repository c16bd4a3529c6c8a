"""Support notes and their drafts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import RelationKind
from app.store import client_facts, relations, works
from app.store.db import db
from app.store.models.former_notes import FormerNote
from app.store.models.people import Relation
from app.store.models.support import SupportContact, SupportDraft
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement, Select

    from app.domain.support_contacts import Note


@dataclass(frozen=True)
class Draft:
    """An unfinished note as it was typed."""

    content: str
    shift_id: UUID | None
    saved_at: datetime


def find_visit(draft_keys: Collection[UUID]) -> UUID | None:
    """The visit that was written with these keys before, if any, also when it was taken back.

    Of a slip nothing is left but that its key was used: the key stands for its visit.
    """
    for kind in (SupportContact, FormerNote):
        known = select(kind.visit_id).where(kind.draft_key.in_(draft_keys)).limit(1)
        visit_id = db.session.scalar(known)
        if visit_id is not None:
            return visit_id
    return next((key for key in draft_keys if works.is_done(_slip(key))), None)


def _slip(draft_key: UUID) -> str:
    return f"note_slip:{draft_key}"


@dataclass(frozen=True)
class Share:
    """One client's part of a visit. Units: minutes."""

    client_id: UUID
    minutes: int
    draft_key: UUID
    placement_id: UUID | None


def add_visit(
    note: Note, shares: Sequence[Share], *, coach_id: UUID, visit_id: UUID,
    shift_id: UUID | None, now: datetime,
) -> None:  # fmt: skip
    """Write one row a client; all of them share the visit."""
    for share in shares:
        row = SupportContact(
            client_id=share.client_id, coach_id=coach_id, shift_id=shift_id,
            placement_id=share.placement_id, visit_id=visit_id, draft_key=share.draft_key,
            minutes=share.minutes, kind=note.kind, place=note.place,
            text=note.text.strip() or None, helpers=sorted(note.helpers),
            happened_at=note.happened_at, created_at=now,
        )  # fmt: skip
        db.session.add(row)
    db.session.flush()


def put_draft(
    coach_id: UUID, client_id: UUID, content: str, *, shift_id: UUID | None, now: datetime
) -> UUID:
    """The id of the one draft of this coach about this client, now with this content."""
    draft = _draft(coach_id, client_id)
    if draft is None:
        draft = SupportDraft(coach_id=coach_id, client_id=client_id, saved_at=now)
        db.session.add(draft)
    draft.content, draft.shift_id, draft.saved_at = content, shift_id, now
    db.session.flush()
    return draft.id


def _draft(coach_id: UUID, client_id: UUID) -> SupportDraft | None:
    return db.session.scalar(
        select(SupportDraft).where(
            SupportDraft.coach_id == coach_id, SupportDraft.client_id == client_id
        )
    )


def drop_drafts(coach_id: UUID, client_ids: Collection[UUID]) -> None:
    """Throw the drafts away, because the note is written."""
    db.session.execute(
        delete(SupportDraft)
        .where(SupportDraft.coach_id == coach_id, SupportDraft.client_id.in_(client_ids))
        .execution_options(synchronize_session=False)
    )


def find_draft(actor: Actor, client_id: UUID, *, now: datetime) -> Draft | None:
    """The actor's own unfinished note about a client. Raises: Missing for a foreign client."""
    client_facts.get_facts(actor, [client_id], now=now)
    draft = _draft(actor.user_id, client_id) if actor.user_id else None
    if draft is None or not draft.content:
        return None
    return Draft(draft.content, draft.shift_id, draft.saved_at)


def list_drafts(actor: Actor, *, limit: int = 20) -> list[SupportDraft]:
    """The actor's unfinished notes, newest first."""
    mine = select(SupportDraft).where(SupportDraft.coach_id == actor.user_id)
    return list(db.session.scalars(mine.order_by(SupportDraft.saved_at.desc()).limit(limit)))


def list_notes_of_client(
    actor: Actor, client_id: UUID, *, now: datetime, limit: int = 50
) -> list[SupportContact]:
    """The notes about a client, newest first. Raises: Missing for whoever may not read them."""
    kinds = relations.list_kinds(actor, [client_id], on=local_day(now))[client_id]
    if not may(actor, Verb.READ_NOTES, Facts(client_id=client_id, relations=kinds)):
        raise Missing
    notes = select(SupportContact).where(SupportContact.client_id == client_id)
    return list(db.session.scalars(_newest(notes, limit)))


def list_own_notes(actor: Actor, *, now: datetime, limit: int = 50) -> list[SupportContact]:
    """What this coach has written about clients who are still the coach's own, newest first."""
    notes = (
        select(SupportContact)
        .join(
            Relation,
            (Relation.client_id == SupportContact.client_id)
            & (Relation.user_id == actor.user_id)
            & (Relation.kind == RelationKind.COACH)
            & in_force(local_day(now)),
        )
        .where(SupportContact.coach_id == actor.user_id)
        .options(joinedload(SupportContact.client))
    )
    return list(db.session.scalars(_newest(notes, limit)))


def _newest(notes: Select[Any], limit: int) -> Select[Any]:
    return notes.order_by(SupportContact.happened_at.desc(), SupportContact.id).limit(limit)


def get_note(actor: Actor, note_id: UUID, *, now: datetime) -> tuple[SupportContact, Facts]:
    """A note that holds, and whose it is. Raises: Missing for a foreign client's."""
    row = db.session.get(SupportContact, note_id)
    if row is None:
        raise Missing
    facts = client_facts.get_facts(actor, [row.client_id], shift_id=row.shift_id, now=now)
    return row, replace(facts[row.client_id], user_id=row.coach_id)


def written_at(row: SupportContact) -> datetime:
    """When the text that holds was written."""
    last = select(func.max(FormerNote.replaced_at)).where(FormerNote.contact_id == row.id)
    return db.session.scalar(last) or row.created_at


def keep_former(row: SupportContact, *, reason: str | None = None, now: datetime) -> None:
    """Keep what the note says as it is; with a reason, because it is taken back."""
    former = FormerNote(
        contact_id=row.id, client_id=row.client_id, coach_id=row.coach_id,
        draft_key=row.draft_key, visit_id=row.visit_id, minutes=row.minutes, kind=row.kind,
        place=row.place, helpers=list(row.helpers), happened_at=row.happened_at,
        written_at=written_at(row), replaced_at=now, withdrawn=reason is not None,
    )  # fmt: skip
    former.text, former.reason = row.text, reason
    db.session.add(former)
    db.session.flush()


def rewrite(row: SupportContact, note: Note) -> None:
    """The note says this from now on. Needs a unit of work."""
    row.minutes, row.kind, row.place = note.minutes, note.kind, note.place
    row.text, row.helpers = note.text.strip() or None, sorted(note.helpers)
    row.happened_at = note.happened_at
    db.session.flush()


def remove(row: SupportContact) -> None:
    """The note holds no more: nothing counts it. Needs a unit of work."""
    db.session.delete(row)
    db.session.flush()


def remove_slip(row: SupportContact, *, now: datetime) -> None:
    """The same without a trace, but a phone that sends it again brings nothing back."""
    works.mark_done(_slip(row.draft_key), now=now)
    remove(row)


def list_former(note_ids: Collection[UUID]) -> dict[UUID, list[FormerNote]]:
    """What each of these notes said before, the newest first. The notes were loaded before."""
    return _former(FormerNote.contact_id.in_(note_ids))


def list_former_of_client(
    actor: Actor, client_id: UUID, *, now: datetime
) -> dict[UUID, list[FormerNote]]:
    """What the notes about a client said before. Raises: Missing for a foreign client."""
    client_facts.get_facts(actor, [client_id], now=now)
    return _former(FormerNote.client_id == client_id, FormerNote.withdrawn.is_(False))


def _former(*which: ColumnElement[bool]) -> dict[UUID, list[FormerNote]]:
    found: dict[UUID, list[FormerNote]] = defaultdict(list)
    rows = db.session.scalars(
        select(FormerNote).where(*which).order_by(FormerNote.replaced_at.desc())
    )
    for row in rows:
        found[row.contact_id].append(row)
    return found


def list_withdrawn(actor: Actor, *, limit: int = 20) -> list[FormerNote]:
    """What the actor has taken back, the newest first: only the writer reads it."""
    mine = select(FormerNote).where(FormerNote.coach_id == actor.user_id, FormerNote.withdrawn)
    return list(db.session.scalars(mine.order_by(FormerNote.replaced_at.desc()).limit(limit)))
