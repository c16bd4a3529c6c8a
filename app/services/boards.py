"""Giving the board out as a file, with the filters with which it is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.policy import Actor, Verb, require
from app.integrations import board_files, tables
from app.store import audit, boards
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.hours_lines import HoursFile
    from app.store.boards import Window


def get_board_file(actor: Actor, window: Window, kind: str, *, now: datetime) -> HoursFile:
    """Every shift of the window, not of a page, as "csv" or "xlsx"; the trail says who took it.

    Raises: Missing for another kind, NotAllowed.
    """
    if kind not in tables.KINDS:
        raise Missing
    require(actor, Verb.EXPORT_DATA)
    with unit_of_work():
        rows = boards.list_board(window)
        entry = audit.Entry(
            "export", "board", facts={"kind": kind, "rows": len(rows), "filtered": window.filtered}
        )
        audit.record(actor, entry, now=now)
    name = f"tilanne-{local_day(window.since).isoformat()}"
    return board_files.write(rows, kind, name=name)
