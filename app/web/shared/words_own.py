"""Words for what a client has said of the own things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

OWN_CHANGES: Mapping[str, str] = {
    "wish": N_("toiveet"),
    "availability": N_("vapaat ajat"),
    "limit": N_("omat rajat"),
    "disclosure": N_("mitä työpaikalle kerrotaan"),
    "strengths": N_("vahvuudet"),
}


def own_change_word(what: str) -> str:
    """What was changed: "toiveet"."""
    return str(gettext(OWN_CHANGES[what])) if what in OWN_CHANGES else what


FILTERS: dict[str, Callable[..., Any]] = {
    "own_change_word": own_change_word,
}
