"""Ids that come with a form; what is no id is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from werkzeug.datastructures import MultiDict


def as_id(text: str) -> UUID | None:
    """The id that is written here, or None."""
    try:
        return UUID(text)
    except ValueError:
        return None


def chosen_ids(form: MultiDict[str, str], name: str) -> list[UUID]:
    """The ids that were ticked under this name, in their order."""
    return [one for text in form.getlist(name) if (one := as_id(text)) is not None]
