"""A table of values as a file for spreadsheets, CSV or XLSX of the same rows.

Texts come from people, so a cell that a spreadsheet would take for a formula is defused; minutes
and money are numbers, so that they can be summed.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from app.domain.hours_lines import HoursFile
from app.integrations.csv_files import defused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = frozenset({"csv", "xlsx"})

# What neither a sheet nor its reader takes.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

Cell: TypeAlias = "str | int | float | date"


@dataclass(frozen=True)
class Table:
    """The shape of a file: the name of its sheet, and its columns. Widths are in letters."""

    sheet: str
    header: tuple[str, ...]
    widths: tuple[int, ...]


def write_table(table: Table, rows: Iterable[Sequence[Cell]], kind: str, *, name: str) -> HoursFile:
    """The rows as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    write, content_type = {"csv": (_csv, CSV_TYPE), "xlsx": (_xlsx, XLSX_TYPE)}[kind]
    return HoursFile(f"{name}.{kind}", content_type, write(table, rows))


def _csv(table: Table, rows: Iterable[Sequence[Cell]]) -> bytes:
    """RFC 4180 text that Finnish spreadsheets open: UTF-8 with a mark, `;`, euros with a comma."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.header)
    writer.writerows([_plain(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _plain(cell: Cell) -> Cell:
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else cell


def _xlsx(table: Table, rows: Iterable[Sequence[Cell]]) -> bytes:
    # Here, since the library costs every start of the site a quarter of a second.
    from app.integrations.workbooks import write_workbook  # noqa: PLC0415

    return write_workbook(table.sheet, table.header, rows, widths=table.widths)


def plain_text(value: str) -> str:
    """One line of text without signs that break a cell, and never a formula."""
    return defused(" ".join(_UNWRITABLE.sub("", value).split()))
