"""Printing: a sheet of words as a PDF. What is on it was read, and noted, by whoever made it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.integrations.sheets import TypstPress

if TYPE_CHECKING:
    from app.domain.sheets import Sheet
    from app.integrations.sheets import Press


def make_pdf(sheet: Sheet, press: Press | None = None) -> bytes:
    """The sheet as a tagged PDF."""
    return (press or TypstPress()).print(sheet)
