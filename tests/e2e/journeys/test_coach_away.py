"""The morning of a sick coach, counted from the own first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.journeys.taps import PHONE

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_sick_coach_plans_the_day_anew_and_tells_everybody_in_five_taps(house: House) -> None:
    me = house.coach(PHONE)
    me.open("/coach/")
    with me.journey(most=5):
        me.follow("Olen poissa tänään")
        me.see("Mitään ei ole vielä tehty.")
        me.press("Kirjaa poissaolo ja kerro kaikille")
        me.see("Poissaolo on kirjattu ja viestit ovat lähteneet kaikille.")
    # The coach of the house is well again, for the journeys of the others.
    me.press("Peru poissaolo")
    me.see("Poissaolo on peruttu ja kaikille on kerrottu.")
