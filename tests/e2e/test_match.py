"""The match page in a real browser: narrowed, found by name, lifted in place, offered; fairness."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.site import live_site, stage
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from tests.e2e.site import LiveSite

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOTTLES, SUPPLIES = "Pullonpalautuksen apu", "Hoitotarvikkeiden lajittelu"
# Who the demo's client is in the files of tests/data: no packing, so the coach must ask him.
MIKAEL = "Mikael Halonen"
SAID_YES = "Asiakas sanoi itse, että tämä käy tämän kerran."
MOST_LISTS = 9


@pytest.fixture(scope="module")
def open_site(chrome: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The imported data with the orders open."""
    folder = stage(tmp_path_factory.mktemp("match") / "instance", "--open", "--floor", "--vouch")
    with live_site(folder) as running:
        yield running


def test_a_client_is_asked_and_the_answer_is_the_reason(
    chrome: Browser, open_site: LiveSite
) -> None:
    coach = Visitor(chrome, open_site, Manner(390), "the coach")
    coach.sign_in("coach")
    open_match_page(coach, SUPPLIES)
    match_url = coach.page.url
    coach.press("Kysy asiakkaalta", within=row_of(coach, MIKAEL))
    coach.see("Kysymys lähti asiakkaalle.", "Kysytty asiakkaalta")
    client = Visitor(chrome, open_site, Manner(390, language="fi-selko"), "Mikael")
    client.sign_in("client")
    client.follow("Katson kysymyksen")
    client.see("Kävisikö tämä työ kerran?", "Voit sanoa ei. Se ei haittaa.")
    client.press("Kyllä, tämän kerran")
    client.see("Kiitos vastauksesta")
    coach.open(match_url)
    coach.see("Asiakas: käy tämän kerran")
    assert row_of(coach, MIKAEL).get_by_label("Miksi ehdotat silti?").input_value() == SAID_YES
    coach.choose(f"Tarjoa silti {MIKAEL}")
    coach.press("Tarjoa valituille")
    coach.see("Tarjous on tehty.")
    client.open("/client/")
    client.see("Sinulla on uusi työ katsottavana")
    for one in (coach, client):
        one.context.close()


@pytest.mark.parametrize("manner", [Manner(390), Manner(1280, javascript=False)], ids=str)
def test_a_coach_narrows_the_list_and_offers(
    chrome: Browser, open_site: LiveSite, manner: Manner
) -> None:
    coach = Visitor(chrome, open_site, manner, "the coach")
    coach.sign_in("coach")
    open_match_page(coach, BOTTLES)
    everybody = rows(coach)
    coach.follow("Sopii nyt")
    coach.see("Tyhjennä rajaus")
    assert 0 < rows(coach) < everybody
    coach.see_not("Ratkaistava ensin")
    name = coach.main.locator(".person__name").first.inner_text()
    coach.follow("Tyhjennä rajaus")
    coach.write("Hae asiakasta nimellä", "eijole")
    coach.press("Hae")
    coach.see("Omista asiakkaistasi ei löydy ketään näillä rajauksilla.")
    coach.follow("Näytä kaikki")
    coach.write("Hae asiakasta nimellä", name)
    coach.press("Hae")
    assert rows(coach) == 1
    coach.choose(f"Tarjoa {name}")
    coach.press("Tarjoa valituille")
    coach.see("Tarjous on tehty.", "Kysytty jo", name.partition(" ")[0])
    coach.context.close()


def test_lighter_work_is_asked_and_agreed(chrome: Browser, open_site: LiveSite) -> None:
    coach = Visitor(chrome, open_site, Manner(390), "the coach")
    coach.sign_in("coach")
    open_match_page(coach, SUPPLIES)
    match_url = coach.page.url
    coach.open(f"{match_url}/change")
    coach.choose("Nostaminen: ei yhtään")
    coach.press("Kysy kevyempää työtä")
    coach.see("Kysytty tilaajalta", "Odottaa tilaajaa")
    dispatcher = Visitor(chrome, open_site, Manner(1280), "the dispatcher")
    dispatcher.sign_in("dispatcher")
    dispatcher.see("Voisiko työ olla kevyempi?")
    dispatcher.press("Kyllä, muutetaan")
    coach.open(match_url)
    coach.see("Tilaaja suostui")
    coach.open(f"{match_url}/coaches")
    coach.see("Kuka valmentaja pääsee mukaan?")
    for one in (coach, dispatcher):
        one.context.close()


@pytest.mark.parametrize("manner", [Manner(390), Manner(1280, language="sv")], ids=str)
def test_whether_offers_go_round(chrome: Browser, open_site: LiveSite, manner: Manner) -> None:
    coach = Visitor(chrome, open_site, manner, "the coach")
    coach.sign_in("coach")
    coach.open("/coach/clients")
    coach.follow("Meneekö työ tasan?")
    coach.see("Omat asiakkaasi ilman tarjousta", "Yksikön muut ilman tarjousta")
    coach.see("Kaksoset saivat saman tuloksen kaikissa vuoroissa.")
    assert rows(coach) > 0
    coach.context.close()


def open_match_page(coach: Visitor, title: str) -> None:
    """The match page of the first shift of this work, from the lists of open work."""
    for number in range(1, MOST_LISTS):
        coach.page.goto(f"/coach/tasks?page={number}")
        if coach.main.get_by_role("link", name=title).count():
            coach.follow(title)
            to_its_first_shift(coach)
            return
    raise AssertionError(f"{title} is in no list of open work")


def to_its_first_shift(coach: Visitor) -> None:
    """From the page of work that is done more than once to its first time."""
    if "/shifts/" not in coach.page.url:
        coach.open(
            coach.main.locator('a[href*="/coach/shifts/"]').first.get_attribute("href") or ""
        )


def row_of(coach: Visitor, name: str) -> Locator:
    return coach.main.locator("article.person-row", has_text=name).first


def rows(coach: Visitor) -> int:
    return coach.main.locator("article.person-row").count()
