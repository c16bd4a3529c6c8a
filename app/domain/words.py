"""The marker for texts that live in tables outside templates, so that they are extracted."""

from __future__ import annotations


def N_(message: str) -> str:  # noqa: N802 - the field's standard name for the marker
    """The message itself; translation happens where it is shown."""
    return message
