"""Every address, method and thing, asked by coaches and the people around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.sweep import Sweep, counted

if TYPE_CHECKING:
    from tests.access.stage import Stage


@pytest.mark.parametrize("who", ["CO", "CU", "CZ", "RW", "UM", "UX"])
def test_every_request_ends_as_the_matrix_says(
    stage: Stage, who: str, request: pytest.FixtureRequest
) -> None:
    sweep = Sweep(stage, who)
    sweep.run()
    counted(request, sweep)
    assert not sweep.faults, "\n".join(sweep.faults)
