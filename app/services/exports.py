"""Giving out what is kept in the form of the import files: an export imports again unchanged."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any
from uuid import uuid4

from app.domain.errors import NotAllowed
from app.domain.imports.columns import write_row
from app.domain.policy import SYSTEM, Actor, Verb, require
from app.integrations.csv_files import write_sheet
from app.store import audit
from app.store.imports.blocked import list_clients_of
from app.store.imports.shelf import CHUNK, Occasion
from app.store.imports.shelves import get_kind, open_shelf
from app.store.imports.teams import list_member_ids
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.store.imports.shelf import Shelf

# What a page may give out; people leave the site by the operator's hand only.
PAGE_KINDS = ("units", "organisations", "tasks")
# Whose data the rows of a kind are.
_CLIENTS_OF: Mapping[str, Callable[[Sequence[UUID]], Sequence[UUID]]] = {
    "clients": lambda chunk: chunk, "teams": list_member_ids, "blocked": list_clients_of,
}  # fmt: skip


def export_file(actor: Actor, kind: str, out: IO[str], *, now: datetime) -> int:
    """How many rows were written, as RFC 4180 text with formula cells defused.

    The command line gives out everything. Every client whose data goes out is named in the trail
    in the same transaction. Raises: NotAllowed, Missing for an unknown kind.
    """
    found = get_kind(kind)
    _check_right(actor, kind)
    with unit_of_work():
        shelf = open_shelf(kind, Occasion(actor, now))
        rows = (write_row(found, row) for row in _rows(actor, kind, shelf, now))
        return write_sheet(out, found.names, rows)


def _check_right(actor: Actor, kind: str) -> None:
    if actor is SYSTEM:
        return
    if kind not in PAGE_KINDS:
        raise NotAllowed("not_allowed", kind=kind)
    require(actor, Verb.EXPORT_DATA)


def _rows(actor: Actor, kind: str, shelf: Shelf, now: datetime) -> Iterator[Any]:
    export_id = uuid4()
    ids = shelf.list_ids()
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        _record(actor, kind, export_id, chunk, now)
        yield from shelf.rows_of(chunk)


def _record(actor: Actor, kind: str, export_id: UUID, chunk: Sequence[UUID], now: datetime) -> None:
    clients = _CLIENTS_OF[kind](chunk) if kind in _CLIENTS_OF else ()
    entry = audit.Entry(
        "export", kind, export_id, purpose="system", client_ids=clients, facts={"rows": len(chunk)}
    )
    audit.record(actor, entry, now=now)
