"""The coach's pages with text twice as large: nothing needs scrolling sideways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.journeys.taps import Way

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House

PAGES = (
    "/coach/", "/coach/contacts", "/coach/week", "/coach/route", "/coach/notes", "/coach/away",
    "/coach/employers", "/coach/handovers", "/coach/clients",
)  # fmt: skip


@pytest.mark.parametrize("width", [320, 390])
def test_the_coachs_pages_hold_text_twice_as_large(house: House, width: int) -> None:
    me = house.coach(Way(width, large=True))
    for path in PAGES:
        me.open(path)
