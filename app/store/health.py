"""Whether the site can do its work."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from app.store.db import db
from app.store.models.people import User


def is_ready() -> bool:
    """Whether the database answers and has its tables."""
    try:
        db.session.execute(select(User.id).limit(1))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True
