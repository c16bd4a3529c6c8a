"""The nightly cleaning: what has served its time goes, each kind in a transaction of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store import cleaning
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

KINDS = (
    cleaning.forget_links,
    cleaning.forget_previews,
    cleaning.forget_logins,
    cleaning.forget_bodies,
    cleaning.forget_rates,
    cleaning.forget_done,
    cleaning.forget_proofs,
    cleaning.forget_news,
)


def clean_up(*, now: datetime) -> int:
    """How many rows were taken out or emptied."""
    gone = 0
    for forget in KINDS:
        with unit_of_work():
            gone += forget(now=now)
    return gone
