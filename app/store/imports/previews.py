"""Files somebody has uploaded and looked at, sealed, for half an hour and for this person only."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from app.domain.errors import Missing
from app.domain.imports.report import ImportReport, as_data, from_data
from app.store.db import db
from app.store.models.trail import ImportPreview

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

KEPT = timedelta(minutes=30)


@dataclass(frozen=True)
class Preview:
    """A file that waits for a yes, and what it would do."""

    id: UUID
    kind: str
    file_name: str
    data: bytes
    report: ImportReport


def add_preview(
    actor: Actor, kind: str, data: bytes, *, file_name: str, report: ImportReport, now: datetime
) -> UUID:
    """Keep a file; returns the id under which its owner finds it. Needs a unit of work."""
    kept = {"data": base64.b64encode(data).decode(), "report": as_data(report)}
    preview = ImportPreview(
        user_id=actor.user_id, kind=kind, file_name=file_name[:200], content=json.dumps(kept),
        created_at=now, expires_at=now + KEPT,
    )  # fmt: skip
    db.session.add(preview)
    db.session.flush()
    return preview.id


def get_preview(actor: Actor, preview_id: UUID, *, now: datetime) -> Preview:
    """The person's own file. Raises: Missing also when it has been kept long enough."""
    found = db.session.scalar(
        select(ImportPreview)
        .where(ImportPreview.id == preview_id, ImportPreview.user_id == actor.user_id)
        .where(ImportPreview.expires_at > now)
    )
    if found is None:
        raise Missing
    kept = json.loads(found.content or "{}")
    report = from_data(kept["report"])
    return Preview(found.id, found.kind, found.file_name, base64.b64decode(kept["data"]), report)


def delete_preview(preview_id: UUID) -> bool:
    """Forget a file; whether it was still there. Needs a unit of work."""
    gone = db.session.execute(delete(ImportPreview).where(ImportPreview.id == preview_id))
    return bool(getattr(gone, "rowcount", 0) == 1)


def delete_expired(now: datetime) -> None:
    """Forget every file that has been kept long enough. Needs a unit of work."""
    db.session.execute(delete(ImportPreview).where(ImportPreview.expires_at <= now))
