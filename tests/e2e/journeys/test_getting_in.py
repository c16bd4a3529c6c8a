"""Each way in, counted: nothing to remember, at most five taps, nothing typed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import FULL
from tests.e2e.journeys.people import PICTURES, PIN
from tests.e2e.journeys.taps import MOST_TAPS_WITH_CODE, OTHERS, PHONE, Way

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House
    from tests.e2e.journeys.taps import Taps

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPTED = [way for way in OTHERS if way.javascript]
in_all_ways = pytest.mark.parametrize("way", [PHONE, *OTHERS], ids=str)
in_long_gate = pytest.mark.parametrize("way", [PHONE, *(OTHERS if FULL else [])], ids=str)
with_script = pytest.mark.parametrize("way", [PHONE, *(SCRIPTED if FULL else [])], ids=str)
WORDS = {"owl": "pöllö", "cat": "kissa", "seal": "hylje"}
PHONES_LOCK = {
    "protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal",
    "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True,
    "automaticPresenceSimulation": True,
}  # fmt: skip


def is_home(me: Taps, name: str) -> None:
    assert me.page.url.endswith("/client/"), me.where
    me.see("Hei, %(name)s!", name=name)


def pairing_code(house: House, client_id: str) -> str:
    """What the coach shows the client's phone."""
    she = house.coach()
    she.open(f"/coach/clients/{client_id}/sign-in")
    she.press("Näytä koodi puhelimelle")
    shown = re.sub(r"\s", "", she.main.locator("p.lead-text strong").inner_text())
    she.context.close()
    house.guests.remove(she)
    return shown


@with_script
def test_by_a_paired_phone(house: House, way: Way) -> None:
    person = house.next_person("quiet")
    code = pairing_code(house, person.client_id)
    me = house.hands(way, person.name)
    with me.journey(most=1):
        me.scan(f"/pair#{code}")
        me.see("Koodi on luettu. Paina Aloita.")
        me.press("Aloita")
        is_home(me, person.name)
    assert code not in me.page.url
    with me.journey(most=0):
        me.page.goto("about:blank")
        me.open("/client/")
        is_home(me, person.name)


@with_script
def test_by_the_phones_own_lock(house: House, way: Way) -> None:
    person = house.next_person("quiet")
    me = house.hands(way, person.name)
    tools = me.devtools()
    tools.send("WebAuthn.enable")
    lock = tools.send("WebAuthn.addVirtualAuthenticator", {"options": PHONES_LOCK})
    me.carry(person.session)
    me.open("/client/settings")
    with me.journey():
        me.follow("Kirjautuminen", within=me.main)
        me.follow("Puhelimen lukko", within=me.main)
        me.press("Otan lukon käyttöön")
        me.see("Puhelimen lukko on nyt käytössä.")
    kept = tools.send("WebAuthn.getCredentials", {"authenticatorId": lock["authenticatorId"]})
    (key,) = kept["credentials"]
    assert key["rpId"] == "localhost"
    assert person.name not in str(key)
    me.context.clear_cookies()
    me.open("/sign-in")
    with me.journey():
        me.follow("Olen asiakas")
        me.press("Avaan puhelimen lukolla")
        is_home(me, person.name)


def test_somebody_turns_back_at_the_phones_lock(house: House) -> None:
    me = house.hands(PHONE, "somebody")
    tools = me.devtools()
    tools.send("WebAuthn.enable")
    refusing = PHONES_LOCK | {"isUserVerified": False}
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": refusing})
    me.open("/sign-in/client")
    me.tap(me.button("Avaan puhelimen lukolla"))
    note = me.main.get_by_text(me.say("Lukko ei auennut. Se ei haittaa."))
    note.wait_for()
    me.look()
    assert me.main.locator("[data-passkey-note]").evaluate("n => n === document.activeElement")
    assert me.main.locator('a[href^="tel:"]').count() == 1
    assert me.button("Avaan puhelimen lukolla").is_enabled()


@with_script
def test_by_a_card_on_the_units_tablet(house: House, way: Way) -> None:
    person = house.next_person("pin")
    tablet = house.hands(way, "the unit's tablet")
    tablet.carry(house.coach_session)
    tablet.open("/coach/tablet")
    tablet.write("Laitteen nimi", "Aula")
    tablet.press("Ota tämä laite käyttöön")
    tablet.context.clear_cookies(name="__Host-s")
    with tablet.journey():
        tablet.scan(f"/k#{person.card}")
        tablet.see("Korttisi on luettu. Paina Aloita.")
        tablet.press("Aloita")
        is_home(tablet, person.name)
    assert person.card not in tablet.page.url


@with_script
def test_by_a_card_and_a_pin_elsewhere(house: House, way: Way) -> None:
    person = house.next_person("pin")
    me = house.hands(way, person.name)
    with me.journey(most=MOST_TAPS_WITH_CODE, typed=len(PIN)):
        me.scan(f"/k#{person.card}")
        me.press("Aloita")
        me.key_in("Tunnusluku", PIN)
        me.press("Aloita")
        is_home(me, person.name)


@with_script
def test_by_a_card_and_pictures_elsewhere(house: House, way: Way) -> None:
    person = house.next_person("pictures")
    me = house.hands(way, person.name)
    with me.journey(most=MOST_TAPS_WITH_CODE):
        me.scan(f"/k#{person.card}")
        me.press("Aloita")
        for picture in PICTURES:
            me.tick(WORDS[picture])
        me.press("Aloita")
        is_home(me, person.name)


def test_by_the_number_of_the_card_without_script(house: House) -> None:
    person = house.next_person("pictures")
    me = house.hands(Way(390, javascript=False), person.name)
    me.open("/sign-in/client")
    assert not me.button("Avaan puhelimen lukolla").is_visible()
    with me.journey(most=99, typed=99):
        me.follow("Minulla on kortti")
        me.write("Kortin numero", person.number)
        me.press("Aloita")
        for picture in PICTURES:
            me.tick(WORDS[picture])
        me.press("Aloita")
        is_home(me, person.name)
    assert me.taps <= MOST_TAPS_WITH_CODE


@in_long_gate
def test_with_the_coach_beside(house: House, way: Way) -> None:
    person = house.next_person("quiet")
    me = house.hands(way, f"{person.name} beside the coach")
    me.carry(house.coach_session)
    me.open(f"/coach/clients/{person.client_id}/sign-in")
    with me.journey(most=1):
        me.press("Aloitamme yhdessä")
        is_home(me, person.name)
    assert me.page.get_by_text(me.say("Valmentajasi on vieressä.")).is_visible()
    with me.journey(most=1):
        me.press("Lopetamme yhdessä")
    assert me.page.url.endswith("/sign-in"), me.where
