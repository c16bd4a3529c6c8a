"""Files of clients and orderers who are not to meet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.imports.cells import day, line, maybe, write_any
from app.domain.imports.columns import Column, Kind, Remark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class BlockedRow:
    """A client and an orderer kept apart from a day on; without the day, not any more.

    Nobody is told which of the two asked for it, so it is not written either.
    """

    client_ref: str
    org_ref: str
    starts_on: date | None = None
    review_on: date | None = None


def _remarks(row: BlockedRow, _cells: Mapping[str, str]) -> Iterator[Remark]:
    if row.review_on and (row.starts_on is None or row.review_on < row.starts_on):
        yield Remark("review_on", "review_too_early")


BLOCKED = Kind(
    "blocked",
    BlockedRow,
    (
        Column("client_ref", line(40), needed=True),
        Column("org_ref", line(40), needed=True),
        Column("starts_on", maybe(day), write_any),
        Column("review_on", maybe(day), write_any),
    ),
    key="client_ref",
    more_key="org_ref",
    remarks=_remarks,
    loose_key=True,
)
