"""The dispatcher's board as a file, a line for each shift. It names no client: counts only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day, local_time
from app.domain.lifecycle import ShiftState
from app.integrations.tables import Table, plain_text, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.hours_lines import HoursFile
    from app.integrations.tables import Cell
    from app.store.boards import BoardRow

HEADER = (
    "päivä", "alkaa", "päättyy", "työ", "tilaaja", "paikka", "tilanne", "tarve", "kysytty",
    "nähty", "kyllä", "vahvistettu", "paikalla", "tehty", "puuttuu", "valmentajia",
)  # fmt: skip
_TABLE = Table("Tilanne", HEADER, (12, 8, 8, 28, 28, 28, 16, *(11 for _count in HEADER[7:])))
_STATES: Mapping[ShiftState, str] = {
    ShiftState.PLANNED: "suunniteltu",
    ShiftState.OPEN: "etsitään",
    ShiftState.FILLED: "tekijä löytyi",
    ShiftState.DONE: "tehty",
    ShiftState.CANCELLED: "peruttu",
    ShiftState.MOVED: "siirretty",
}


def _cells(row: BoardRow) -> list[Cell]:
    return [
        local_day(row.starts_at),
        f"{local_time(row.starts_at):%H:%M}",
        f"{local_time(row.ends_at):%H:%M}",
        plain_text(row.title),
        plain_text(row.organisation),
        plain_text(row.place),
        _STATES[row.state],
        row.places,
        row.asked,
        row.seen,
        row.yes + row.confirmed,
        row.confirmed,
        row.there,
        row.done,
        row.missing,
        row.coaches,
    ]


def write(rows: Iterable[BoardRow], kind: str, *, name: str) -> HoursFile:
    """The shifts as a file of this kind: "csv" or "xlsx". Raises: KeyError for another."""
    return write_table(_TABLE, map(_cells, rows), kind, name=name)
