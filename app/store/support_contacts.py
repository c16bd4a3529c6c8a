"""Support notes and their drafts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Facts, Verb, may
from app.domain.vocabulary import RelationKind
from app.store import client_facts, relations
from app.store.db import db
from app.store.models.people import Relation
from app.store.models.support import SupportContact, SupportDraft
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Select

    from app.domain.support_contacts import Note


@dataclass(frozen=True)
class Draft:
    """An unfinished note as it was typed."""

    content: str
    shift_id: UUID | None
    saved_at: datetime


def find_visit(draft_keys: Collection[UUID]) -> UUID | None:
    """The visit that was written with these keys before, if any."""
    return db.session.scalar(
        select(SupportContact.visit_id).where(SupportContact.draft_key.in_(draft_keys)).limit(1)
    )


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
