"""What a client does alone, counted from the own first page: at most five taps, nothing typed.

Each journey is made at a phone; some also in every other manner, in the long gate all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import FULL
from tests.e2e.journeys.taps import OTHERS, PHONE, Way

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

in_all_manners = pytest.mark.parametrize("way", [PHONE, *OTHERS], ids=str)
at_a_phone = pytest.mark.parametrize("way", [PHONE, *(OTHERS if FULL else [])], ids=str)


@in_all_manners
def test_yes(house: House, way: Way) -> None:
    me = house.at_home("offer", way)
    with me.journey():
        me.press("Katson työn")
        me.see("Haluatko tehdä tämän työn?", "Voit sanoa ei. Se ei haittaa.")
        me.press("Otan työn")
        me.see("Hienoa! Otit työn.")


@at_a_phone
def test_no_as_easily_as_yes_and_undone(house: House, way: Way) -> None:
    me = house.at_home("offer", way)
    with me.journey(most=2):
        me.press("Katson työn")
        me.press("En ota työtä")
        me.see("Selvä. Et ota tätä työtä.")
    with me.journey():
        me.press("Muutin mieltäni")
        me.see("Haluatko tehdä tämän työn?")


@at_a_phone
def test_ask_the_coach(house: House, way: Way) -> None:
    me = house.at_home("offer", way)
    with me.journey():
        me.press("Katson työn")
        me.press("Kysyn valmentajalta")
        me.see("Selvä. Kysyt valmentajalta.")


@at_a_phone
def test_find_the_way_and_check_in(house: House, way: Way) -> None:
    me = house.at_home("now", way)
    with me.journey():
        me.see("Oletko perillä?")
        me.follow("Katson työvuoron", within=me.main)
        me.see("B-ovi pihan puolelta")
        me.press("Olen perillä")
        me.see("Olet nyt työssä")


@at_a_phone
def test_how_it_went_and_the_hours_as_planned(house: House, way: Way) -> None:
    me = house.at_home("worked", way)
    with me.journey():
        me.follow("Kerron, miten meni", within=me.main)
        me.press("Ihan hyvin")
        me.press("Kyllä, sovitun ajan")
        me.see("Kiitos! Kerroit tunnit.")


@at_a_phone
def test_cannot_come(house: House, way: Way) -> None:
    me = house.at_home("next", way)
    with me.journey():
        me.follow("Katson työvuoron", within=me.main)
        me.follow("En pääse", within=me.main)
        me.press("En voi hyvin")
        me.see("Kiitos, että kerroit.")


@at_a_phone
def test_read_who_has_looked(house: House, way: Way) -> None:
    me = house.at_home("read", way)
    with me.journey():
        me.follow("Minun asiani", within=me.main)
        me.follow("Kuka on katsonut tietojani?", within=me.main)
        me.see("Valmentajasi")


@at_a_phone
def test_take_the_work_passport_on_paper(house: House, way: Way) -> None:
    me = house.at_home("worked", way)
    with me.journey():
        me.follow("Minun asiani", within=me.main)
        me.follow("Minun polkuni", within=me.main)
        me.follow("Työpassini", within=me.main)
        me.follow("Työpassi paperille", within=me.main)
        me.see("Työt, joita olen tehnyt", "Palvelutalo Pihlaja")


@at_a_phone
def test_answer_by_the_link_of_a_message(house: House, way: Way) -> None:
    person = house.next_person("offer")
    me = house.hands(way, f"{person.name}, not signed in")
    with me.journey():
        me.scan(person.link)
        me.see("Haluatko tehdä tämän työn?")
        me.press("En ota työtä")
        me.see("Selvä. Et ota tätä työtä.")
        me.press("Muutin mieltäni")
        me.press("Kysyn valmentajalta")
        me.see("Selvä. Kysyt valmentajalta.")


@at_a_phone
def test_change_wishes(house: House, way: Way) -> None:
    me = house.at_home("quiet", way)
    with me.journey():
        me.follow("Minun asiani", within=me.main)
        me.follow("Mistä työstä pidän", within=me.main)
        me.follow("Siivous", within=me.main)
        me.press("Pidän tästä")
    assert me.main.locator('[aria-pressed="true"]').inner_text() == me.say("Pidän tästä")


@at_a_phone
def test_change_what_workplaces_may_know(house: House, way: Way) -> None:
    me = house.at_home("quiet", way)
    with me.journey():
        me.follow("Minun asiani", within=me.main)
        me.follow("Mitä työpaikka saa tietää", within=me.main)
        me.follow("Kaikki työpaikat", within=me.main)
        me._go(me.main.locator("button.answer").first)
        me.see("Saa kertoa")
        me._go(me.main.locator("button.answer").first)
        me.see_not("Saa kertoa")
