"""One client told anew, or a part of one: only the columns that hold it are written again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.matching.client_rows import dense_of, flags_of
from app.matching.client_tables import EVERY, table_of
from app.matching.client_ties import ties_of

if TYPE_CHECKING:
    from uuid import UUID

    from app.matching.client_tables import ClientTables
    from app.matching.columns import ClientColumns

# What few clients have is kept by row.
_FEW = ("exceptions", "sessions")


def put_part(columns: ClientColumns, client_id: UUID, values: dict[str, Any]) -> None:
    """Take some values of a client who is here, by the names that `ClientColumns.put` takes.

    Raises: KeyError for what is no field.
    """
    if strange := values.keys() - EVERY:
        raise KeyError(*strange)
    row = columns.find(client_id)
    put_fields(columns, row, table_of(client_id, values), frozenset(values))


def put_fields(
    columns: ClientColumns, row: int, told: ClientTables, fields: frozenset[str] = EVERY
) -> None:  # fmt: skip
    """Take these fields of the one client who is told, into the client's row."""
    _put_flags(columns, row, told, fields)
    new = columns.write(row, dense_of(told, columns.names, fields))
    for name, (_rows, codes) in ties_of(told, columns.names, fields).items():
        columns.ties[name].replace(row, codes.tolist())
    if "agreed" in fields:
        columns.agreed.replace(row, told.several("agreed")[1])
    if "blocked_from" in fields:
        columns.dated.put(row, told.several("blocked_from")[1])
    for name in (name for name in _FEW if name in fields):
        kept, values = getattr(columns, name), told.several(name)[1]
        kept.pop(row, None)
        kept |= {row: tuple(values)} if values else {}
    columns.after_change(new | (fields - told.single.keys()))


def _put_flags(
    columns: ClientColumns, row: int, told: ClientTables, fields: frozenset[str]
) -> None:  # fmt: skip
    where, flags = flags_of(told, fields)
    octets, bit = columns.bits.view(np.uint8)[:, row >> 3], np.uint8(1 << (row & 7))
    octets[where] = (octets[where] & ~bit) | (flags * bit)
