"""The week plan in a real browser: asked for, made by the worker, pinned, accepted as offers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.site import live_site, stage
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.e2e.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The worker may be busy with what Monday morning brings first.
LIMIT_MS = 120_000


@pytest.fixture
def open_site(chrome: Browser, tmp_path: Path) -> Iterator[LiveSite]:
    """The imported data with the orders open, and a worker beside the site."""
    with live_site(stage(tmp_path / "instance", "--open", "--floor")) as running:
        yield running


@pytest.mark.parametrize("manner", [Manner(390), Manner(1280, javascript=False)], ids=str)
def test_a_coach_plans_a_week_and_offers_it(
    chrome: Browser, open_site: LiveSite, manner: Manner
) -> None:
    coach = Visitor(chrome, open_site, manner, "the coach")
    coach.sign_in("coach")
    coach.open("/coach/tasks")
    coach.follow("Viikkosuunnitelma")
    coach.press("Tee suunnitelma")
    wait_for_plan(coach)
    coach.look()
    coach.see("Valitse, mitä tarjotaan. Asiakas päättää itse.")
    pin_away(coach)
    coach.press("Tee uudelleen")
    wait_for_plan(coach)
    see_what_the_pin_did(coach)
    offer_all_but_the_first(coach)
    coach.context.close()


@pytest.mark.parametrize(
    "manner", [Manner(390), Manner(1280, javascript=False, language="sv")], ids=str
)
def test_a_dispatcher_plans_all_units_together(
    chrome: Browser, open_site: LiveSite, manner: Manner
) -> None:
    dispatcher = Visitor(chrome, open_site, manner, "the dispatcher")
    dispatcher.sign_in("dispatcher")
    dispatcher.open("/dispatch/board")
    dispatcher.follow("Yhteiset suunnitelmat")
    dispatcher.see("Yhteistä suunnitelmaa ei ole vielä tehty.")
    dispatcher.press("Tee suunnitelma")
    wait_for_plan(dispatcher)
    dispatcher.look()
    dispatcher.see("Yksiköittäin", "Odottaa valmentajia", "paikkaan on ehdotus")
    dispatcher.unfold("Vuorot, joissa on vapaita paikkoja")
    dispatcher.look()
    see_the_own_part(chrome, open_site)
    dispatcher.press("Jätä suunnitelma pois")
    dispatcher.see("Suunnitelma on jätetty pois. Tehdyt tarjoukset ovat voimassa.")
    dispatcher.context.close()


def see_the_own_part(chrome: Browser, open_site: LiveSite) -> None:
    """A coach finds the unit's part of the plan, to be accepted, but not to be set aside."""
    coach = Visitor(chrome, open_site, Manner(1280), "the coach")
    coach.sign_in("coach")
    coach.open("/coach/plan")
    coach.follow("Avaa suunnitelma")
    coach.see("Kaikille yksiköille yhdessä")
    coach.see_not("Jätä suunnitelma pois")
    coach.context.close()


def pin_away(coach: Visitor) -> None:
    """The first one proposed shall not have that shift."""
    coach.follow("Kiinnitä")
    coach.choose("Ei ehdota tätä vuoroa hänelle")
    coach.write("Miksi?", "Ei halua tähän paikkaan")
    coach.press("Kiinnitä")
    coach.see("Kiinnitetty. Se on mukana seuraavassa suunnitelmassa.")


def see_what_the_pin_did(coach: Visitor) -> None:
    """What is otherwise than in the last plan, and what the pin changes for others, in words."""
    coach.unfold("Muutokset edelliseen suunnitelmaan")
    coach.see("Ennen:")
    coach.unfold("Kiinnitykset")
    said = "Ei vähennä muiden työtä.", "Ilman tätä"
    assert any(coach.say(words) in coach.text for words in said)
    for way in ("Asiakkaittain", "Valmentajittain", "Päivittäin"):
        coach.follow(way)
        coach.see("Tarjoa valitut")


def offer_all_but_the_first(coach: Visitor) -> None:
    ticks = coach.main.locator('input[name="row"]')
    proposed = ticks.count()
    assert proposed > 1
    ticks.first.uncheck(force=True)
    coach.press("Tarjoa valitut")
    assert "Tarjottu" in coach.text
    assert ticks.count() == 1
    coach.open("/coach/offers")
    coach.see_not("Ei avoimia tarjouksia")


def wait_for_plan(coach: Visitor) -> None:
    """Until the page has become the plan: by itself with JavaScript, by its link without."""
    making = coach.say("Suunnitelmaa tehdään")
    if coach.manner.javascript:
        expect(coach.page.locator("h1")).not_to_have_text(making, timeout=LIMIT_MS)
        return
    for _ in range(LIMIT_MS // 1000):
        if coach.h1 != making:
            return
        coach.page.wait_for_timeout(1000)
        coach.page.reload()
    raise AssertionError(coach.text)
