"""Every row of the matrix on PostgreSQL too, with one principal a row: now let in, now kept out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.matrix import PRINCIPALS, Row, lets_in, matrix
from tests.access.sweep import Sweep

if TYPE_CHECKING:
    from tests.access.stage import Stage


def principal_of(row: Row, number: int) -> str:
    """In every second row somebody who may, if anybody may; else the nearest one who may not."""
    kept_out = [who for who in PRINCIPALS if who not in row.allowed]
    nearest = [who for who in kept_out if lets_in(who, row.room)]
    is_turn = number % 2 or not kept_out
    wanted = row.allowed if is_turn and row.allowed else nearest or kept_out
    return wanted[number % len(wanted)]


@pytest.mark.postgres
def test_one_principal_a_row_ends_as_the_matrix_says_on_postgres(postgres_stage: Stage) -> None:
    rows: dict[str, list[Row]] = {}
    for number, row in enumerate(matrix().values()):
        rows.setdefault(principal_of(row, number), []).append(row)
    faults: list[str] = []
    for who, own in rows.items():
        sweep = Sweep(postgres_stage, who)
        sweep.run(own)
        faults += sweep.faults
    assert len(rows) > 10
    assert not faults, "\n".join(faults)
