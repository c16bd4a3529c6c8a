"""Taking out what has served its time. Needs a unit of work. Source of the periods: trust 6.6."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, or_

from app.store import deliveries, news, plan_proofs, rates, works
from app.store.db import db
from app.store.models.trail import ImportPreview, LinkToken, Login

LINKS_KEPT = timedelta(days=1)
LOGINS_KEPT = timedelta(days=30)
BODIES_KEPT = timedelta(days=7)
DONE_KEPT = timedelta(days=400)


def forget_links(*, now: datetime) -> int:
    """Links that work no more."""
    return _delete(LinkToken, LinkToken.expires_at < now - LINKS_KEPT)


def forget_previews(*, now: datetime) -> int:
    """Uploaded files that nobody took in."""
    return _delete(ImportPreview, ImportPreview.expires_at < now)


def forget_logins(*, now: datetime) -> int:
    """Sessions that ended a month ago."""
    over = now - LOGINS_KEPT
    return _delete(Login, or_(Login.expires_at < over, Login.revoked_at < over))


def forget_bodies(*, now: datetime) -> int:
    """What messages said, a week after they were sent."""
    return deliveries.forget_bodies(sent_before=now - BODIES_KEPT)


def forget_rates(*, now: datetime) -> int:
    """Counts of tries long over."""
    return rates.forget_old(now=now)


def forget_proofs(*, now: datetime) -> int:
    """The weeks behind plans, a month after they are over."""
    return plan_proofs.forget_proofs(now=now)


def forget_done(*, now: datetime) -> int:
    """Notes of work done more than a year ago."""
    return works.forget_done(done_before=now - DONE_KEPT)


def forget_news(*, now: datetime) -> int:  # noqa: ARG001 - called like the others
    """What every process has long read; by number, as nothing in it says when it was."""
    return news.forget_old()


def _delete(kind: Any, condition: Any) -> int:
    query = delete(kind).where(condition).execution_options(synchronize_session=False)
    gone: Any = db.session.execute(query)
    return int(gone.rowcount)
