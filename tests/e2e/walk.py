"""The whole job, from an ordered task to agreed hours and a support note, as seven people.

Kerttu Räsänen of the service home orders, Östen dispatches, Kerttu Lehtonen coaches; Mikael and
Sirpa get the two places, Minna asks too late; and somebody at the service home agrees the hours by
the link of a mail. All of them come from the files of tests/data.
"""

from __future__ import annotations

import csv
from functools import cached_property
from typing import TYPE_CHECKING

from openpyxl import load_workbook

from tests.e2e.visitor import Visitor

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Locator

    from tests.e2e.site import LiveSite
    from tests.e2e.visitor import Manner

TITLE = "Ulkoiluapu asukkaille"
PLACE = "Palvelutalo Pasila"
CHANGE = "Kiitos tilauksesta! Kertoisitko vielä, mistä ovesta tullaan? Se auttaa tekijää."
MIKAEL, MINNA, SIRPA = "Mikael Halonen", "Minna Hietala", "Sirpa Virtanen"
PIN = "2580"
REFERENCE = "P-1042"
NOTE = "Reitti sujui hyvin. Ensi kerralla Mikael ohjaa itse."
SCALES = {
    "Nostaminen": "kevyttä",
    "Seisominen": "jonkin verran",
    "Portaat": "ei yhtään",
    "Melu": "hiljaista",
    "Tahti": "rauhallinen",
    "Ihmisiä ympärillä": "muutama",
    "Lukeminen": "ei yhtään",
    "Ulkona": "osan ajasta",
}


class Walk:
    """One walk through a site, step by step; each person has a browser of their own."""

    def __init__(self, browser: Browser, site: LiveSite, manner: Manner) -> None:
        self.browser, self.site, self.manner = browser, site, manner
        self.visitors: list[Visitor] = []
        self.order_url = self.match_url = ""

    def _arrive(self, name: str, role: str = "") -> Visitor:
        visitor = Visitor(self.browser, self.site, self.manner, name)
        self.visitors.append(visitor)
        if role:
            visitor.sign_in(role)
        return visitor

    @cached_property
    def orderer(self) -> Visitor:
        return self._arrive("the orderer", "orderer")

    @cached_property
    def dispatcher(self) -> Visitor:
        return self._arrive("the dispatcher", "dispatcher")

    @cached_property
    def coach(self) -> Visitor:
        return self._arrive("the coach", "coach")

    @cached_property
    def mikael(self) -> Visitor:
        return self._arrive("Mikael", "client")

    @cached_property
    def minna(self) -> Visitor:
        return self._arrive("Minna", "client_other")

    @cached_property
    def sirpa(self) -> Visitor:
        return self._arrive("Sirpa")

    @cached_property
    def place(self) -> Visitor:
        return self._arrive("somebody at the service home")

    def close(self) -> None:
        for visitor in self.visitors:
            visitor.context.close()

    @property
    def pages_seen(self) -> int:
        return sum(visitor.pages_seen for visitor in self.visitors)

    # 1 The orderer posts a task.

    def order(self) -> None:
        me = self.orderer
        me.follow("Tilaa tekijä", within=me.main)
        me.write("Mitä apua tarvitset?", TITLE)
        me.press("Tallenna luonnos")
        me.see("Tarkista nämä kohdat", "Kirjoita päivä numeroina, esimerkiksi 25 11 2026.")
        self._where_and_when()
        me.press("Tallenna luonnos")
        me.see("Luonnos on tallessa")
        me.follow("Muokkaa", within=me.main)
        self._what_it_takes()
        me.press("Lähetä tarkistettavaksi")
        me.see("Kiitos! Tarkistamme tilauksen", TITLE)
        self.order_url = me.page.url

    def _where_and_when(self) -> None:
        me = self.orderer
        me.write("Missä?", PLACE)
        me.write("Kaupunginosa tai osoite", "Pasila")
        for label, text in (("Päivä", "25"), ("Kuukausi", "11"), ("Vuosi", "2026")):
            me.main.locator(".date-row").get_by_label(me.say(label)).fill(text)
        me.write("Alkaa kello", "10")
        me.write("Päättyy kello", "12")

    def _what_it_takes(self) -> None:
        me = self.orderer
        me.write("Mitä tekijä tekee?", "Haet asukkaan huoneesta. Kävelette puistossa.")
        me.choose("Ikäihmisten auttaminen", group="Millaista työtä?")
        me.write("Montako tekijää?", "2")
        me.write("Palkka tunnissa", "12,50")
        me.choose("Ensimmäisellä kerralla", group="Haluatko valmentajan mukaan?")
        me.unfold("Mitä työ vaatii?")
        for scale, level in SCALES.items():
            me.choose(level, group=scale)
        me.unfold("Paikalla: ovi, tauko ja yhteyshenkilö")
        me.write("Mitä otetaan mukaan?", "Säänmukaiset vaatteet")
        me.write("Keneltä tekijä kysyy paikalla?", "Kerttu Räsänen")
        me.write("Hänen puhelinnumeronsa", "050 176 3942")
        me.choose("Kaupunki palkkaa", group="Kuka palkkaa tekijän?")

    # 2 The dispatcher asks for a change, the orderer makes it, the dispatcher opens.

    def screen(self) -> None:
        he, me = self.dispatcher, self.orderer
        he.follow(TITLE)
        he.unfold("Pyydä muutosta")
        he.write("Mitä pyydät muuttamaan?", CHANGE)
        he.press("Lähetä pyyntö")
        he.see("Pyyntö lähti tilaajalle. Tilaus palaa tänne, kun hän on muuttanut sitä.")
        me.open("/orderer/")
        me.see(CHANGE)
        me.follow("Muokkaa tilausta")
        me.unfold("Paikalla: ovi, tauko ja yhteyshenkilö")
        me.write("Mistä ovesta?", "B-ovi pihan puolelta, soita kelloa")
        me.press("Lähetä tarkistettavaksi")
        me.see("Kiitos! Tarkistamme tilauksen")
        he.open("/dispatch/")
        he.follow(TITLE)
        he.see("B-ovi pihan puolelta")
        he.choose("Vahvistan, että palkka on tälle työlle sopiva")
        he.press("Avaa valmentajille")
        he.see("Tilaus on auki. Valmentajat näkevät sen nyt ja voivat tarjota työtä.")

    # 3 The coach sees who fits and why, and offers the shift to three.

    def match(self) -> None:
        she = self.coach
        she.open("/coach/tasks")
        she.follow(TITLE)
        self.match_url = she.page.url
        for heading in ("Sopii", "Ratkaistava ensin", "Ei nyt"):
            she.main.get_by_role("heading", name=she.say(heading)).first.wait_for()
        for name in (MIKAEL, MINNA, SIRPA):
            she.see(name)
            she.main.get_by_label(f"{she.say('Tarjoa')} {name}").check(force=True)
        self._button_of_the_offer(she)
        for name in (MIKAEL, MINNA, SIRPA):
            she.see(name.rpartition(" ")[0])
        she.see("Kysytty jo")

    def _button_of_the_offer(self, she: Visitor) -> None:
        she._go(she.main.get_by_role("button", name=she.say("Tarjoa valituille"), exact=True))

    # 4 The clients answer: a yes, undone and said again; a second yes; one too late.

    def answer(self) -> None:
        self._card_for_sirpa()
        self._see_the_offer(self.mikael)
        self._see_the_offer(self.minna)
        self._see_the_offer(self.sirpa)
        he = self.mikael
        he.press("Otan työn")
        he.see("Hienoa! Otit työn.")
        he.press("Perun vastaukseni")
        he.see("Haluatko tehdä tämän työn?")
        he.press("Otan työn")
        he.see("Hienoa! Otit työn.")
        self.sirpa.press("Otan työn")
        self.minna.press("Otan työn")
        self.minna.see("Joku toinen ehti ottaa tämän työn.", "Et tehnyt mitään väärää.")
        for name in (MIKAEL, SIRPA):
            self._confirm(name)
        he.open("/client/")
        he.see("Sinulla on tulossa työvuoro", TITLE)

    def _card_for_sirpa(self) -> None:
        """Sirpa has a card with a number and a PIN, made by the coach beside her."""
        she, sirpa = self.coach, self.sirpa
        she.open("/coach/clients")
        she.follow(SIRPA)
        she.follow("Kirjautuminen", within=she.main)
        she.follow("Tee uusi kortti")
        she.write("Tunnusluku", PIN)
        she.press("Tee kortti tällä luvulla")
        number = she.main.locator("p strong").first.inner_text()
        sirpa.arrive()
        sirpa.open("/sign-in/client")
        sirpa.follow("Minulla on kortti")
        sirpa.write("Kortin numero", number)
        sirpa.press("Aloita")
        sirpa.write("Tunnusluku", PIN)
        sirpa.press("Aloita")

    def _see_the_offer(self, client: Visitor) -> None:
        client.open("/client/")
        client.see("Sinulla on uusi työ katsottavana")
        client.press("Katson työn")
        client.see("Haluatko tehdä tämän työn?", TITLE, "Voit sanoa ei. Se ei haittaa.")
        client.see("Raha", "Kuka mukana")

    def _confirm(self, name: str) -> None:
        she = self.coach
        she.open("/coach/")
        card = self._card(she, name)
        she.press("Vahvista työ", within=card)
        she.see("Työ on vahvistettu. Asiakas ja tilaaja saivat viestin.")

    def _card(self, visitor: Visitor, words: str) -> Locator:
        return visitor.main.locator("article", has_text=words).first

    # 5 The shift: the coach is booked, one cannot come, the other comes and goes.

    def cancel_one(self) -> None:
        sirpa, she, me = self.sirpa, self.coach, self.orderer
        she.open("/coach/")
        she.see("olet mukana", TITLE)
        me.open(self.order_url)
        me.see("Mikael", "Sirpa")
        me.see("Mukana tulee valmentaja %(name)s.", name="Kerttu Lehtonen")
        sirpa.open("/client/")
        sirpa.follow("Katson työvuoron")
        sirpa.follow("En pääse")
        sirpa.press("En voi hyvin")
        sirpa.see("Kiitos, että kerroit.")
        she.open("/coach/")
        she.see(SIRPA, "Hoida ensin")
        me.open(self.order_url)
        me.see("Ei pääse. Etsimme toista.")

    def write_agreement(self) -> None:
        """The reference by which payroll knows Mikael; without it his work may not begin."""
        she = self.coach
        she.open("/coach/agreements")
        she.see("Viite puuttuu", TITLE)
        she.write("Viite, jolla palkanmaksaja tuntee tekijän", REFERENCE)
        she.choose("Tekijä antaa luvan kertoa etunimensä palkanmaksajalle")
        she.press("Kirjaa viite")
        she.see("Viite on kirjattu. Työ voi alkaa ja tunnit lähteä palkanlaskentaan.")

    def work_the_shift(self) -> None:
        he = self.mikael
        he.open("/client/")
        he.move_clock("shift")
        he.see("Oletko perillä?")
        he.press("Olen perillä")
        he.see("Olet nyt työssä")
        self.coach.open("/coach/")
        self.coach.see("Tänään", "Mikael", "Paikalla")
        he.move_clock("hour")
        he.move_clock("hour")
        he.press("Lähden kotiin")
        he.see("Kiitos työstä! Olet nyt lähtenyt kotiin.")

    # 7a How it went. 6 The hours: said, agreed by the link of a mail, handed to payroll.

    def say_how_it_went(self) -> None:
        he, she = self.mikael, self.coach
        he.see("Miten meni?")
        he.press("Liian vaikeaa")
        he.see("Kiitos, että kerroit. Valmentajasi puhuu kanssasi pian.")
        she.open("/coach/")
        she.see(MIKAEL, "Jutelkaa: mikä oli raskasta, mikä auttaisi ensi kerralla?")

    def agree_hours(self) -> None:
        he, somebody = self.mikael, self.place
        he.press("Kyllä, sovitun ajan")
        he.see("Kiitos! Kerroit tunnit. Työpaikka tarkistaa ne.")
        he.move_clock("hour")
        self.site.work_once()
        somebody.arrive()
        letter = somebody.main.locator('a[href^="/hours/"]')
        somebody.until(lambda: letter.count() > 0, "/demo/mailbox?to=orderer")
        somebody._go(letter.first)
        somebody.see("Hyväksy tunnit", TITLE, "Mikael")
        somebody.see_not("Halonen")
        somebody.press("Hyväksy %(time)s", time="2 h")
        somebody.see(
            "Kiitos! Hyväksyit tunnit. Voit perua %(minutes)s minuutin ajan.", minutes="15"
        )

    def export(self) -> None:
        he = self.dispatcher
        he.open("/dispatch/hours")
        he.move_clock("hour")
        he.see("Mikael", TITLE)
        he.press("Vie tunnit")
        he.see("Tunnit on koottu. Lataa tiedosto palkanlaskentaan.")
        check_csv(he.take("Lataa CSV"))
        check_workbook(he.take("Lataa XLSX"))

    # 7b The coach's note.

    def write_note(self) -> None:
        she = self.coach
        she.open("/coach/")
        she.follow(MIKAEL)
        she.follow("Kirjaa tukikäynti")
        # Where notes wait on the phone is told under words that begin alike in other languages.
        words = she.page.get_by_role("textbox", name=she.say("Muistiinpano"))
        words.fill(NOTE)
        if self.manner.javascript:
            she.main.get_by_text(she.say("Luonnos on tallessa.")).wait_for()
        else:
            she.press("Tallenna luonnos")
        here = she.page.url
        she.open("/coach/notes")
        she.open(here)
        assert words.input_value() == NOTE
        she.choose("15 min")
        she.choose("Paikan päällä", group="Missä?")
        she.press("Tallenna tukikäynti")
        she.see("Omat kirjaukset", MIKAEL, NOTE)
        she.open("/coach/")
        she.press("Hoidettu", within=self._card(she, MIKAEL))
        she.see("Asia on hoidettu. Kirjaa halutessasi tukikäynti.")

    def all_of_it(self) -> None:
        self.order()
        self.screen()
        self.match()
        self.answer()
        self.cancel_one()
        self.write_agreement()
        self.work_the_shift()
        self.say_how_it_went()
        self.agree_hours()
        self.export()
        self.write_note()


def check_csv(file: Path) -> None:
    """One row with what a payroll office needs, and no last name."""
    rows = list(csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 1, rows
    told = " ".join(rows[0].values())
    assert TITLE in told
    assert "Mikael" in told
    assert REFERENCE in told
    assert "Halonen" not in told


def check_workbook(file: Path) -> None:
    with file.open("rb") as opened:
        sheet = load_workbook(opened).active
    told = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert TITLE in told
    assert "Mikael" in told
    assert REFERENCE in told
    assert "Halonen" not in told
