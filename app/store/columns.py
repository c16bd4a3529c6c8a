"""What a process's columns need of the database; `matching.resident` takes this module as it is."""

from __future__ import annotations

from app.store.facts import load_all, load_news
from app.store.news import feed
from app.store.news import read as read_news

__all__ = ["feed", "load_all", "load_news", "read_news"]
