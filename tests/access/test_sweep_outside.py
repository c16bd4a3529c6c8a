"""Every address, method and thing, asked by visitors, orderers and clients."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.sweep import Sweep, counted

if TYPE_CHECKING:
    from tests.access.stage import Stage


@pytest.mark.parametrize("who", ["AN", "AK", "OR", "OX", "OA", "CL", "CX"])
def test_every_request_ends_as_the_matrix_says(
    stage: Stage, who: str, request: pytest.FixtureRequest
) -> None:
    sweep = Sweep(stage, who)
    sweep.run()
    counted(request, sweep)
    assert not sweep.faults, "\n".join(sweep.faults)
