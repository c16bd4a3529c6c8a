"""What a client thinks of a kind of work."""

from __future__ import annotations

from enum import StrEnum


class Taste(StrEnum):
    """The three answers to "do you like this?". Nothing kept counts as `FINE`."""

    LIKES = "likes"
    FINE = "fine"
    AVOIDS = "avoids"


def taste_of(wanted: bool | None) -> Taste:  # noqa: FBT001 - as it is kept
    """The answer behind a kept wish: wanted, avoided or nothing."""
    if wanted is None:
        return Taste.FINE
    return Taste.LIKES if wanted else Taste.AVOIDS
