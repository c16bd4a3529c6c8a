"""Pages of a list: which one was asked for, how many there are, where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

MOST_PAGES = 10_000


@dataclass(frozen=True)
class Paging:
    """What the `pagination` macro takes."""

    page: int
    pages: int
    prefix: str


def asked_page() -> int:
    """The page number of the address; anything unreadable is the first page."""
    text = request.args.get("page", "1")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), MOST_PAGES)


def paging(total: int, size: int, **kept: str) -> Paging:
    """The pages of so many rows; `kept` are the other parts of the address."""
    parts: dict[str, Any] = {**(request.view_args or {}), **kept}
    address = url_for(request.endpoint or "", **parts)
    sign = "&" if "?" in address else "?"
    return Paging(asked_page(), max(-(-total // size), 1), f"{address}{sign}page=")
