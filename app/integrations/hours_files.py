"""Hours as files for a payroll office: CSV and XLSX of the same lines.

Texts come from people, so a cell that a spreadsheet would take for a formula is defused; minutes
and money are numbers, so that they can be summed.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING, TypeAlias

from app.domain.hours_lines import HoursFile, HoursLine
from app.domain.money import plain_money
from app.integrations.csv_files import defused

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

HEADER = (
    "tilausviite",
    "tilaus",
    "tilaaja",
    "y_tunnus",
    "kustannuspaikka",
    "paikka",
    "päivä",
    "henkilönumero",
    "palkanmaksajan_viite",
    "etunimi",
    "minuutit",
    "senttiä_tunnissa",
    "senttiä",
    "euroa",
    "rivi",
    "hyväksytty",
)
_WIDTHS = (14, 28, 28, 12, 16, 28, 12, 14, 20, 14, 10, 16, 10, 10, 10, 12)
_EUROS = HEADER.index("euroa")
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_AGREED = {"person": "henkilö", "link": "linkki", "time": "aika", "dispatcher": "välittäjä"}

# What neither a sheet nor its reader takes.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

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
    # Here, since the library costs every start of the site a quarter of a second.
    from app.integrations.workbooks import write_workbook  # noqa: PLC0415

    content = write_workbook("Tunnit", HEADER, map(_cells, lines), widths=_WIDTHS)
    return HoursFile(f"{name}.xlsx", XLSX_TYPE, content)


def _cells(line: HoursLine) -> list[Cell]:
    return [
        plain_text(line.order_reference),
        plain_text(line.title),
        plain_text(line.organisation),
        plain_text(line.business_id),
        plain_text(line.cost_centre),
        plain_text(line.site),
        line.worked_on,
        line.person_number,
        plain_text(line.payroll_reference),
        plain_text(line.first_name),
        line.minutes,
        line.cents_per_hour,
        line.cents,
        line.cents / 100,
        "hyvitys" if line.reverses else "tunnit",
        _AGREED.get(line.agreed_how, line.agreed_how),
    ]


def plain_text(value: str) -> str:
    """One line of text without signs that break a cell, and never a formula."""
    return defused(" ".join(_UNWRITABLE.sub("", value).split()))


WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def write(lines: Sequence[HoursLine], kind: str, *, name: str) -> HoursFile:
    """The lines as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return WRITERS[kind](lines, name=name)
