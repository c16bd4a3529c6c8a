"""Persistence: the only room that knows SQLAlchemy. It never commits by itself."""

from __future__ import annotations

from app.store import models, sqlite

__all__ = ["models", "sqlite"]
