"""All tables. Importing this package registers them."""

from __future__ import annotations

from app.store.models import (
    asking,
    feed,
    money,
    own_words,
    people,
    plan,
    public,
    rules,
    support,
    teams,
    times,
    trail,
    wanted,
    work,
)

__all__ = [
    "asking",
    "feed",
    "money",
    "own_words",
    "people",
    "plan",
    "public",
    "rules",
    "support",
    "teams",
    "times",
    "trail",
    "wanted",
    "work",
]
