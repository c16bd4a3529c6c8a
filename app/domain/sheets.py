"""A sheet of paper as plain words: headings, lines, pairs; the same for the screen and for PDF."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """One part under its heading: sentences, pairs of a name and a value, then what is filled in.

    `ticks` are gone through one by one and ticked by hand; `blanks` name lines to be written on.
    """

    heading: str
    lines: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    ticks: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the paper. `lang` is the language of its words, as HTML names it."""

    title: str
    about: str
    lang: str
    blocks: tuple[Block, ...]
    note: str = ""

    def as_facts(self) -> dict[str, Any]:
        """The same as plain values, for whoever sets the type."""
        return asdict(self)
