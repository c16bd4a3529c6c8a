"""What was said to be wrong at the place of work of an order, and whose phone is answered now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.on_site import is_on
from app.store import on_site as store
from app.web.shared.access import current_actor
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.on_site import Reachable
    from app.store.on_site import Said


@dataclass(frozen=True)
class SaidRow:
    """One thing that was said; `reach` is whom to call while the shift goes on with it."""

    said: Said
    reach: Reachable | None


def said_rows(task_id: UUID) -> list[SaidRow]:
    """What was said lately on the shifts of an order, newest first."""
    found = store.list_of_task(current_actor(), task_id, now=now())
    return [SaidRow(one, _reach(one)) for one in found]


def _reach(one: Said) -> Reachable | None:
    if one.right_at or not is_on(one.starts_at, one.ends_at, now()):
        return None
    return store.find_reachable(one.shift_id, [one.client_id], office=settings().phone, now=now())
