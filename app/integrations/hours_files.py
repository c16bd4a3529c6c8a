"""Hours as files for a payroll office: CSV and XLSX of the same lines.

Texts come from people, so a cell that a spreadsheet would take for a formula is defused; minutes
and money are numbers, so that they can be summed.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.cell.cell import Cell as BookCell
from openpyxl.styles import Font

from app.domain.hours_lines import HoursFile, HoursLine
from app.domain.money import plain_money
from app.integrations.csv_files import defused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

HEADER = (
    "tilausviite",
    "tilaus",
    "tilaaja",
    "y_tunnus",
    "kustannuspaikka",
    "paikka",
    "päivä",
    "henkilönumero",
    "etunimi",
    "minuutit",
    "senttiä_tunnissa",
    "senttiä",
    "euroa",
    "rivi",
    "hyväksytty",
)
_WIDTHS = (14, 28, 28, 12, 16, 28, 12, 14, 14, 10, 16, 10, 10, 10, 12)
_EUROS = HEADER.index("euroa")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AGREED = {"person": "henkilö", "link": "linkki", "time": "aika", "dispatcher": "välittäjä"}

Cell: TypeAlias = "str | int | float | date"


def write_csv(lines: Iterable[HoursLine], *, name: str) -> HoursFile:
    """The lines as RFC 4180 text that Finnish spreadsheets open: UTF-8 with a mark, `;`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADER)
    for line in lines:
        cells = _cells(line)
        cells[_EUROS] = plain_money(line.cents).replace(".", ",")
        writer.writerow(cells)
    return HoursFile(f"{name}.csv", CSV_TYPE, out.getvalue().encode("utf-8-sig"))


def write_xlsx(lines: Iterable[HoursLine], *, name: str) -> HoursFile:
    """The lines as a workbook with one sheet."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Tunnit")
    sheet.freeze_panes = "A2"
    for column, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.append([_cell(sheet, title, bold=True) for title in HEADER])
    for line in lines:
        sheet.append([_cell(sheet, value) for value in _cells(line)])
    out = io.BytesIO()
    book.save(out)
    return HoursFile(f"{name}.xlsx", XLSX_TYPE, out.getvalue())


def _cells(line: HoursLine) -> list[Cell]:
    return [
        _text(line.order_reference),
        _text(line.title),
        _text(line.organisation),
        _text(line.business_id),
        _text(line.cost_centre),
        _text(line.site),
        line.worked_on,
        line.person_number,
        _text(line.first_name),
        line.minutes,
        line.cents_per_hour,
        line.cents,
        line.cents / 100,
        "hyvitys" if line.reverses else "tunnit",
        _AGREED.get(line.agreed_how, line.agreed_how),
    ]


def _text(value: str) -> str:
    """One line of text without signs that break a cell, and never a formula."""
    return defused(" ".join(ILLEGAL_CHARACTERS_RE.sub("", value).split()))


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, bold: bool = False) -> BookCell:
    cell: BookCell = WriteOnlyCell(sheet)
    cell.value = value
    if isinstance(value, str):
        # Without this a text that begins with "=" would be stored as a formula.
        cell.data_type = "s"
    elif isinstance(value, float):
        cell.number_format = "0.00"
    if bold:
        cell.font = Font(bold=True)
    return cell


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def write(lines: Sequence[HoursLine], kind: str, *, name: str) -> HoursFile:
    """The lines as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return WRITERS[kind](lines, name=name)
