"""The one trouble of the database that a user can meet: it is busy or away."""

from __future__ import annotations

from sqlalchemy.exc import OperationalError as DatabaseBusy

__all__ = ["DatabaseBusy"]
