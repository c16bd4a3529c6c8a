"""A part of one client told anew: only the columns that hold it are written again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from app.matching.bits import column, set_column
from app.matching.client_rows import AT, WIDTHS, bits_of, dense_of
from app.matching.client_tables import DEFAULTS, PAIRED, SINGLE, ClientTables

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.matching.columns import ClientColumns

    Values = Mapping[str, Any]

# In which bitmaps and which dense columns a field is kept.
_BITS = {
    "availability": ("free", "known", "free_days", "some"),
    "work_activity_weekdays": ("work_days",), "wishes": ("wishes",), "avoided": ("avoided",),
    "passes": ("passes",), "limits": ("limited", "below"), "support_need": ("needs",),
    "goes_alone": ("goes_alone",), "non_disclosure": ("non_disclosure",),
}  # fmt: skip
_DENSE = {
    "place": ("lat", "lon"), "max_travel_minutes": ("max_travel",),
    "max_minutes_week": ("max_week",), "max_minutes_month": ("max_month",),
    "max_cents_month": ("max_cents",), "waiting_days": ("waiting",), "unit_id": ("unit",),
    "coach_id": ("coach",), "language": ("language",),
}  # fmt: skip
_FEW = ("exceptions", "sessions")
_BLOCKED, _DATED = "blocked_organisation_ids", "blocked_from"
_APART = {*_FEW, _BLOCKED, _DATED}


def put_part(columns: ClientColumns, client_id: UUID, values: dict[str, Any]) -> None:
    """Take some values of a client who is here, by the names that `ClientColumns.put` takes.

    Raises: KeyError for a value that is not told by itself.
    """
    row = columns.find(client_id)
    unit = columns.names.units.name(int(columns.unit[row]))
    told = _tables(client_id, {"unit_id": UUID(int=unit)} | values)
    fields = [name for name in values if name not in _APART]
    _put_bits(columns, row, told, [name for name in fields if name not in _DENSE])
    _put_dense(columns, row, told, [name for name in fields if name in _DENSE])
    if _BLOCKED in values:
        codes = columns.names.organisations.many([one.int for one in values[_BLOCKED]])
        columns.ties["blocked"].replace(row, codes)
    if _DATED in values:
        columns.dated.put(row, values[_DATED])
    for name in _FEW:
        if name in values:
            kept = getattr(columns, name)
            kept.pop(row, None)
            kept |= {row: values[name]} if values[name] else {}
    columns.after_change(row)


def _tables(client_id: UUID, values: Values) -> ClientTables:
    single = {name: [values.get(name, DEFAULTS.get(name))] for name in SINGLE}
    many: dict[str, Any] = {}
    for name in values.keys() - single.keys():
        rows, keys = np.zeros(len(values[name]), dtype=np.int64), list(values[name])
        pairs = (list(values[name].values()),) if name in PAIRED else ()
        many[name] = (rows, keys, *pairs)
    return ClientTables(client_id.bytes, single, many)


def _put_bits(columns: ClientColumns, row: int, told: ClientTables, fields: list[str]) -> None:
    if not fields:
        return
    new, old = column(bits_of(told), 0), column(columns.bits, row)
    for name in (name for one in fields for name in _BITS[one]):
        where = slice(AT[name], AT[name] + WIDTHS[name])
        old[where] = new[where]
    set_column(columns.bits, row, old)


def _put_dense(columns: ClientColumns, row: int, told: ClientTables, fields: list[str]) -> None:
    if fields:
        new = dense_of(told, columns.names)
        columns.write(row, {name: new[name] for one in fields for name in _DENSE[one]})
