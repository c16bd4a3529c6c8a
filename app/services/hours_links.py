"""A new link to agree hours, in place of one whose time is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.policy import ANONYMOUS
from app.store import audit, hours_links, rates
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime


def renew_hours_link(token: str, *, now: datetime) -> bool:
    """Whether a new link is on its way to those who ordered; not when nothing waits any more.

    The link is sent only to the addresses that are known already. Raises: TooMany.
    """
    with unit_of_work():
        rates.take("link", f"hours {token}", now=now)
    with unit_of_work():
        found = hours_links.find_over(token, now=now)
        if found is None:
            return False
        sent = hours_links.send_links(*found, now=now)
        entries = [audit.Entry("create", "hours_link", i, purpose="system") for i in sent]
        audit.record_many(ANONYMOUS, entries, now=now)
        return bool(sent)
