"""Addresses in messages: facts carry a path on the site, the reader gets a whole address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def with_link(facts: Mapping[str, Any], public_url: str) -> dict[str, Any]:
    """The facts of a message with `link`, made from `path` unless it was given."""
    return {"link": f"{public_url}{facts.get('path', '/')}"} | dict(facts)
