"""How a letter is put in words: those of the house, or an administrator's own where they hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.messages.catalogue import MESSAGES, discreet
from app.domain.messages.words import Words, fill, is_whole, words_of_house
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_GAP = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in somebody's language, ready to be sent."""

    subject: str
    body: str
    sms: str


def render(
    key: str, facts: Mapping[str, Any], gettext: Callable[[str], str] = N_, *,
    be_discreet: bool = False, own: Words | None = None,
) -> Rendered:  # fmt: skip
    """The message in words. Raises: KeyError for an unknown key or a missing fact.

    Own words that no longer fit the letter are left aside: a letter is never stopped by them.
    """
    house = words_of_house(discreet(key) if be_discreet else MESSAGES[key], gettext)
    if own is None or be_discreet or not is_whole(key, own):
        return _filled(house, facts)
    return _filled(own.over(house), facts)


def _filled(words: Words, facts: Mapping[str, Any]) -> Rendered:
    subject = " ".join(fill(words.subject, facts).split())
    # A paragraph that holds a fact alone is gone with it.
    body = _GAP.sub("\n\n", fill(words.body, facts))
    return Rendered(subject, body, fill(words.sms, facts))
