"""Writing the trail for what happens outside a use case: reads and refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import audit, logins
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.store.reading import Told


def record_reading(
    actor: Actor, client_ids: Collection[UUID], *, page: str, purpose: str, now: datetime,
    told: Told | None = None,
) -> None:  # fmt: skip
    """One row that names every client whose data a page shows. Raises when it can't be kept.

    `told`: what clients have allowed an organisation to know and it now does, a row for each.
    """
    action = "read" if len(client_ids) == 1 else "list"
    entry = audit.Entry(
        action, "page", purpose=purpose, client_ids=sorted(client_ids), facts={"page": page}
    )
    disclosed = [
        audit.Entry(
            "disclose", "disclosure", client_id, purpose=purpose, client_ids=[client_id],
            fields=sorted(items), facts={"page": page, "recipient": str(organisation_id)},
        )
        for (client_id, organisation_id), items in (told or {}).items()
    ]  # fmt: skip
    with unit_of_work():
        audit.record(actor, entry, now=now)
        audit.record_many(actor, disclosed, now=now)


def record_denial(actor: Actor, *, page: str, status: int, now: datetime) -> None:
    """One row for a page or act that was refused to a signed-in person."""
    entry = audit.Entry(
        "deny", "page", purpose="system", outcome="denied", facts={"page": page, "status": status}
    )
    with unit_of_work():
        audit.record(actor, entry, now=now)


def note_presence(login_id: UUID, *, now: datetime) -> None:
    """Keep a session that is in use alive."""
    with unit_of_work():
        logins.touch(login_id, now=now)


def seal_trail() -> int:
    """How many rows got their place in the chain."""
    with unit_of_work():
        return audit.seal_chain()
