"""A workbook (XLSX) of one sheet: a bold head that stays in sight, and rows of values."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet


def write_workbook(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str | float | date]],
    *,
    widths: Sequence[int],
) -> bytes:
    """The file. Texts stay texts, whatever they begin with; widths are in letters."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for column, width in enumerate(widths):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.append([_cell(sheet, name, bold=True) for name in header])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: WriteOnlyWorksheet, value: str | float | date, *, bold: bool = False) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        # Without this a text that begins with "=" would be stored as a formula.
        cell.data_type = "s"
    elif isinstance(value, float):
        cell.number_format = "0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell
