"""Notes of a coach without a connection: they wait on the phone and arrive exactly once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.e2e.journeys.taps import PHONE

if TYPE_CHECKING:
    from tests.e2e.journeys.conftest import House
    from tests.e2e.journeys.people import Person
    from tests.e2e.journeys.taps import Taps

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OVER_A_DAY = 25 * 60 * 60 * 1000
SHELL_KEPT = """async () => {
    while (!(await caches.match("/coach/notes/offline", {ignoreVary: true}))) {
        await new Promise((done) => setTimeout(done, 50));
    }
}"""
# What lies on the phone, as somebody would find it who reads its files; and whether keys come out.
KEPT = """async () => {
    const rows = await vault.all("waiting");
    const keys = await vault.all("keys");
    const text = rows.map((row) => new TextDecoder("latin1").decode(row.sealed)).join("");
    return {rows: rows.length, text, out: keys.some((row) => row.key.extractable)};
}"""


def phone_of(house: House) -> tuple[Taps, Person]:
    """The coach's phone at the page of a note, which it can open without a connection."""
    person = house.next_person("quiet")
    me = house.coach(PHONE)
    me.open(path(person))
    me.page.evaluate(SHELL_KEPT)
    return me, person


def path(person: Person) -> str:
    return f"/coach/clients/{person.client_id}/notes/new"


def write(me: Taps, text: str) -> None:
    me.write("Muistiinpano", text)
    me.tick("30 min")
    me.tap(me.button("Tallenna tukikäynti"))


def times_noted(me: Taps, text: str) -> int:
    """How many times the server has it."""
    page = me.context.request.get("/coach/notes").text()
    return page.count(f"<p>{text}</p>")


def comes(me: Taps, words: str) -> None:
    me.page.locator("[data-outbox]").get_by_text(words).first.wait_for()


def test_a_note_without_connection_arrives_once(house: House) -> None:
    me, person = phone_of(house)
    me.context.set_offline(True)
    write(me, "Bussi oli myöhässä.")
    comes(me, "Odottaa yhteyttä")
    kept = me.page.evaluate(KEPT)
    assert kept["rows"] == 1
    assert "Bussi" not in kept["text"]
    assert not kept["out"]
    me.context.set_offline(False)
    comes(me, "Lähetetty")
    me.open(path(person))
    me.page.evaluate("goOn()")
    assert times_noted(me, "Bussi oli myöhässä.") == 1


def test_what_is_typed_and_what_waits_survive_a_reload(house: House) -> None:
    me, person = phone_of(house)
    me.context.set_offline(True)
    me.page.goto(path(person))
    me.see("Ei yhteyttä. Voit silti kirjata.")
    expect(me.page.locator("[data-missing]")).to_be_hidden()
    me.write("Muistiinpano", "Reitti tuli tutuksi.")
    me.page.get_by_text("Ei yhteyttä. Luonnos on tallessa tässä puhelimessa.").wait_for()
    me.page.reload()
    expect(me.page.get_by_label("Muistiinpano")).to_have_value("Reitti tuli tutuksi.")
    me.tick("15 min")
    me.tap(me.button("Tallenna tukikäynti"))
    comes(me, "Odottaa yhteyttä")
    me.page.reload()
    comes(me, "Odottaa yhteyttä")
    me.context.set_offline(False)
    comes(me, "Lähetetty")
    assert times_noted(me, "Reitti tuli tutuksi.") == 1


def test_after_a_day_it_is_gone_and_its_writer_is_told(house: House) -> None:
    me, person = phone_of(house)
    me.context.set_offline(True)
    write(me, "Liian vanha.")
    comes(me, "Odottaa yhteyttä")
    me.page.clock.set_fixed_time(me.page.evaluate("Date.now()") + OVER_A_DAY)
    me.page.goto(path(person))
    comes(me, "Yli vuorokauden odottaneet kirjaukset on poistettu")
    me.context.set_offline(False)
    me.page.goto("/coach/")
    comes(me, "Yli vuorokauden odottaneet kirjaukset on poistettu lähettämättä. Kirjaa ne")
    assert me.page.evaluate(KEPT)["rows"] == 0
    assert times_noted(me, "Liian vanha.") == 0


def test_signing_out_asks_and_another_never_sees_it(house: House) -> None:
    me, _person = phone_of(house)
    me.context.set_offline(True)
    write(me, "Vain minulle.")
    comes(me, "Odottaa yhteyttä")
    asked: list[str] = []
    me.page.on("dialog", lambda dialog: asked.append(dialog.message))
    me.page.evaluate(
        "window.confirm = (words) => { document.title = words; return false; };"
        "document.querySelector('form[action=\"/sign-out\"]').requestSubmit()"
    )
    assert "joita ei ole lähetetty" in me.page.title()
    # Somebody else's session on the same phone: the note stays where it is, unseen.
    me.page.evaluate("vault.put('facts', {id: 'owner', owner: 'somebody else'})")
    me.page.evaluate("owner = 'somebody else'; show()")
    me.page.locator("[data-outbox]").wait_for(state="hidden")
    me.context.set_offline(False)
    me.page.evaluate("goOn()")
    assert me.page.evaluate(KEPT)["rows"] == 1
    assert times_noted(me, "Vain minulle.") == 0


def test_the_twenty_first_stays_on_the_page_with_its_text(house: House) -> None:
    me, _person = phone_of(house)
    me.context.set_offline(True)
    me.page.evaluate("""async () => {
        const away = {address: "/coach/notes/none"};
        for (let n = 0; n < 20; n++)
            await vault.keep("waiting", `note ${n}`, owner, "minutes=15", away);
    }""")
    write(me, "Yksi liikaa.")
    comes(me, "Tässä puhelimessa odottaa jo 20 kirjausta.")
    expect(me.page.get_by_label("Muistiinpano")).to_have_value("Yksi liikaa.")
    assert me.page.evaluate(KEPT)["rows"] == 20


def test_a_session_that_ends_meanwhile_costs_no_note(house: House) -> None:
    me, person = phone_of(house)
    me.context.clear_cookies(name="__Host-s")
    with me.page.expect_navigation():
        write(me, "Istunto päättyi.")
    me.carry(house.coach_session)
    me.page.goto(path(person))
    comes(me, "Lähetetty")
    me.page.evaluate("goOn()")
    assert times_noted(me, "Istunto päättyi.") == 1
