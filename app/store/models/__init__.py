"""All tables. Importing this package registers them."""

from __future__ import annotations

from app.store.models import (
    acting,
    agreements,
    asking,
    bulk,
    cadence,
    employers,
    feed,
    money,
    own_words,
    people,
    plan,
    public,
    rules,
    support,
    teams,
    terms,
    times,
    trail,
    wanted,
    work,
)

__all__ = [
    "acting",
    "agreements",
    "asking",
    "bulk",
    "cadence",
    "employers",
    "feed",
    "money",
    "own_words",
    "people",
    "plan",
    "public",
    "rules",
    "support",
    "teams",
    "terms",
    "times",
    "trail",
    "wanted",
    "work",
]
