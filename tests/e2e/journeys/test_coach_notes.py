"""What a coach does in a stairwell, counted from the own first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.journeys.taps import PHONE, Way

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WAYS = [PHONE, Way(390, javascript=False)]


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_a_visit_is_noted_in_four_taps_without_writing(house: House, way: Way) -> None:
    person = house.next_person("visited")
    me = house.coach(way)
    me.open("/coach/")
    with me.journey(most=4):
        me.follow(f"{person.name}", within=me.page.get_by_role("region", name="Kirjaamatta"))
        me.tick("30 min")
        me.tap(me.main.locator("label", has_text="Kannustus"))
        me.press("Tallenna tukikäynti")
        me.see("Tukikäynti on kirjattu.")
