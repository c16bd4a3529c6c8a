"""A reason is a code and facts; people read it in words given by the web layer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something does or does not go: the code of a sentence and what fills it in."""

    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.code, tuple(sorted((k, str(v)) for k, v in self.facts.items()))))


def reason(code: str, **facts: object) -> Reason:
    """A reason with its facts as keywords."""
    return Reason(code, facts)
