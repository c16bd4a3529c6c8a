"""Sheets of paper as PDF: tagged, with a title and a language, so that a screen reader reads them.

The forms are Typst files beside this one; the words come as data and are never read as markup.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import typst

if TYPE_CHECKING:
    from app.domain.sheets import Sheet

FORMS = Path(__file__).with_name("sheet_forms")


class Press(Protocol):
    """Whoever makes a PDF of a sheet."""

    def print(self, sheet: Sheet) -> bytes:
        """The PDF's bytes."""


class TypstPress:
    """Typst, in this process."""

    def print(self, sheet: Sheet) -> bytes:
        """The PDF's bytes."""
        inputs = {"data": json.dumps(sheet.as_facts(), ensure_ascii=False)}
        # PDF for universal access: every element is tagged, the title and the language are set.
        return typst.compile(_form("sheet"), sys_inputs=inputs, format="pdf", pdf_standards="ua-1")


class NullPress:
    """A press that stands still: an empty PDF, for tests that don't look at it."""

    def print(self, sheet: Sheet) -> bytes:  # noqa: ARG002 - the shape is the protocol's
        """Hardly a PDF."""
        return b"%PDF-1.7\n"


@cache
def _form(name: str) -> bytes:
    return (FORMS / f"{name}.typ").read_bytes()
