"""Ordering by a ready work, counted: every press and every field is one act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import FULL
from tests.e2e.journeys.taps import Way

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House
    from tests.e2e.journeys.taps import Taps

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_ACTS, MOST_SIGNS, MOST_AGAIN = 12, 50, 4
# Opening the link of the letter is the other act.
MOST_HOURS = 2 - 1
DESK, PHONE, PLAIN = Way(1280), Way(390), Way(390, javascript=False)
OTHERS = (DESK, PLAIN, Way(1280, keyboard=True), Way(320))
in_ways = pytest.mark.parametrize("way", [PHONE, *(OTHERS if FULL else [])], ids=str)
by_finger = pytest.mark.parametrize("way", [PHONE, *([DESK, PLAIN] if FULL else [])], ids=str)


def say_where_and_when(me: Taps) -> None:
    """Everything that a ready work cannot know, though much of it stays from the last order."""
    field = me.main.get_by_label
    me.fill_in(field(me.say("Missä?")), "Palvelutalo Pihlaja")
    for label, text in (("Päivä", "25"), ("Kuukausi", "11"), ("Vuosi", "2026")):
        me.fill_in(me.main.locator(".date-row").get_by_label(me.say(label)), text)
    me.fill_in(field(me.say("Alkaa kello")), "11")
    me.fill_in(field(me.say("Päättyy kello")), "14")
    me.fill_in(field(me.say("Palkka tunnissa")), "12,70")


@in_ways
def test_a_ready_work_is_sent_in_at_most_twelve_acts(house: House, way: Way) -> None:
    me = house.orderer(way)
    with me.journey(most=MOST_ACTS, typed=MOST_SIGNS):
        me.follow("Valitse valmis työ", within=me.main)
        me.follow("Tiskaus lounasaikaan", within=me.main)
        say_where_and_when(me)
        me.press("Lähetä tarkistettavaksi")
        me.see("Kiitos! Tarkistamme tilauksen", "Tiskaus lounasaikaan")
    me.open(me.page.url + "/steps")
    steps = me.main.locator("ol input[name^=words-]")
    assert steps.nth(0).input_value() == me.say("Pese kädet.")
    assert steps.count() == 7, "its six steps and an empty one"


def test_an_order_is_kept_while_it_is_written(house: House) -> None:
    me, asked = house.orderer(PHONE), list[str]()
    me.page.on("dialog", lambda dialog: asked.append(dialog.type))
    title, word = (
        me.main.get_by_label(me.say("Mitä apua tarvitset?")),
        me.page.locator("[data-keep]"),
    )
    me.open("/orderer/tasks/new")
    me.fill_in(title, "Lehtien haravointi")
    me.open("/orderer/")
    me.open("/orderer/tasks/new")
    me.see("Toimme takaisin sen, mitä kirjoitit viimeksi.")
    assert title.input_value() == "Lehtien haravointi", "kept in this browser"
    say_where_and_when(me)
    word.filter(has_text="Luonnos tallessa").wait_for()
    me.open("/orderer/")
    me.see("Tilaus on kesken: Lehtien haravointi")
    assert asked == [], "whoever leaves what is kept is not held back"
    me.follow("Jatka tilausta")
    other = me.context.new_page()
    other.goto(me.page.url)
    other.get_by_label(me.say("Missä?")).fill("Pihlajan piha")
    other.locator("[data-keep]").filter(has_text="Luonnos tallessa").wait_for()
    me.fill_in(title, "Haravointi")
    word.filter(has_text="Emme tallenna sen päälle.").wait_for()
    me.press("Tallenna luonnos")
    me.see("Mitään ei ole kadonnut.", "Pihlajan piha", "Haravointi")


@by_finger
def test_three_questions_lead_to_an_order_in_ones_own_words(house: House, way: Way) -> None:
    me = house.orderer(way)
    me.open("/orderer/templates")
    with me.journey(most=MOST_ACTS + 5, typed=MOST_SIGNS + 20):
        me.follow("Auta minua keksimään", within=me.page.locator("body"))
        me.tap(me.main.get_by_text(me.say("Keittiö"), exact=True))
        question = "2. Mikä on helpoin osa, jonka joku voisi ottaa hoitaakseen?"
        me.fill_in(me.main.get_by_label(me.say(question)), "Pyyhkiä pöydät")
        me.tap(me.main.get_by_text("1\u00a0h", exact=True))
        me.press("Näytä ehdotukset")
        me.see("Näistä voisi aloittaa", "Ruokasalin pöydät")
        me.follow("Pyyhkiä pöydät", within=me.main)
        say_where_and_when(me)
        me.press("Lähetä tarkistettavaksi")
        me.see("Kiitos! Tarkistamme tilauksen", "Pyyhkiä pöydät")


@pytest.mark.parametrize(
    "way",
    [Way(1280, javascript=False, keyboard=True), *([PHONE, *OTHERS] if FULL else [])],
    ids=str,
)
def test_the_last_order_is_sent_again_in_at_most_four_acts(house: House, way: Way) -> None:
    me = house.orderer(way)
    with me.journey(most=MOST_AGAIN, typed=0):
        me.press("Tilaa uudestaan", within=me.main)
        me.see("Muokkaa tilausta")
        me.press("Lähetä tarkistettavaksi")
        me.see("Kiitos! Tarkistamme tilauksen")


@pytest.mark.parametrize(
    "way",
    [Way(390, javascript=False, keyboard=True), *([PHONE, *OTHERS] if FULL else [])],
    ids=str,
)
def test_hours_are_agreed_from_a_letter_in_at_most_two_acts(house: House, way: Way) -> None:
    person = house.next_person("hours")
    me = house.hands(way, "the orderer, not signed in")
    with me.journey(most=MOST_HOURS, typed=0):
        me.scan(person.link)
        me.see("Hyväksy tunnit", person.name)
        me.press("Hyväksy 2\u00a0h 30\u00a0min")
        me.see("Peru hyväksyntä")
