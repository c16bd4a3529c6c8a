"""The first page, the hours, the organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import HoursState
from app.store.models.people import Organisation
from app.store.models.work import WorkedHours

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import World


def done(world: World, state: HoursState = HoursState.PROPOSED, minutes: int = 120) -> UUID:
    """Kalle's hours of this morning."""
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    return world.performed(world.kalle, shift_id, hours=state, minutes=minutes)


def test_the_first_page_of_a_newcomer_leads_to_the_first_order(
    world: World, browse: Callable[..., Browser]
) -> None:
    page = browse(world.oona).get("/orderer/")
    assert page.h1 == "Hei, Oona!"
    assert "Sinulla ei ole vielä tilauksia" in page.text
    assert "Tilaa uudestaan" not in page.text


def test_the_first_page_shows_who_comes_today(world: World, browse: Callable[..., Browser]) -> None:
    world.placed(world.kalle, world.shift(day="ma", starts="10:00", ends="12:00"))
    page = browse(world.oona).get("/orderer/")
    assert "Kuka tulee tänään" in page.text
    assert "Kalle" in page.text
    assert "Tekijän valmentaja on Carla" in page.text
    assert "Tilaa uudestaan" in page.text


def test_without_anybody_today_the_next_ones_are_shown(
    world: World, browse: Callable[..., Browser]
) -> None:
    world.placed(world.kaisa, world.shift(day="to"))
    page = browse(world.oona).get("/orderer/")
    assert "Seuraavaksi tulossa" in page.text
    assert "Kaisa" in page.text


def test_the_number_of_queries_does_not_grow_with_the_list(
    world: World, browse: Callable[..., Browser]
) -> None:
    from sqlalchemy import event

    from app.store.db import db

    def asked() -> int:
        count = [0]

        def note(*_rest: object) -> None:
            count[0] += 1

        event.listen(db.engine, "before_cursor_execute", note)
        oona.get("/orderer/")
        event.remove(db.engine, "before_cursor_execute", note)
        return count[0]

    oona = browse(world.oona)
    world.placed(world.kalle, world.shift(day="ma", starts="10:00", ends="12:00"))
    few = asked()
    for client in world.clients(4):
        world.placed(client, world.shift(day="ma", starts="13:00", ends="14:00"))
    assert asked() <= few + 1


def test_one_press_agrees_and_one_takes_it_back(
    world: World, browse: Callable[..., Browser]
) -> None:
    hours_id = done(world)
    oona = browse(world.oona)
    answer = oona.submit(oona.get("/orderer/").form(f"{hours_id}/agree"))
    assert answer.location.endswith("/orderer/")
    assert "Hyväksyit" in oona.follow(answer).text
    row = world.get(WorkedHours, hours_id)
    assert (row.state, row.agreed_minutes) == (HoursState.AGREED, 120)
    page = oona.get("/orderer/hours?show=agreed")
    oona.submit(page.form("/reopen"))
    assert world.get(WorkedHours, hours_id).state is HoursState.PROPOSED


def test_an_agreement_is_final_after_a_quarter(
    world: World, browse: Callable[..., Browser]
) -> None:
    hours_id = done(world)
    oona = browse(world.oona)
    oona.post(f"/orderer/hours/{hours_id}/agree")
    world.pass_time(minutes=16)
    assert "Peru hyväksyntä" not in oona.get("/orderer/hours?show=agreed").text
    page = oona.follow(oona.post(f"/orderer/hours/{hours_id}/reopen"))
    assert "Hyväksymistä ei voi enää perua" in page.text
    assert world.get(WorkedHours, hours_id).state is HoursState.AGREED


def test_other_minutes_are_proposed_with_a_reason(
    world: World, browse: Callable[..., Browser]
) -> None:
    hours_id = done(world)
    oona = browse(world.oona)
    form = oona.get(f"/orderer/hours/{hours_id}/counter").form("/counter")
    assert (form.values["hours"], form.values["minutes"]) == ("2", "0")
    page = oona.submit(form, minutes="75", reason="", status=422)
    assert "Kirjoita tunnit ja minuutit numeroina." in page.text
    assert "Kirjoita lyhyt syy." in page.text
    oona.submit(form, hours="1", minutes="30", reason="Lähdimme aiemmin")
    row = world.get(WorkedHours, hours_id)
    assert (row.state, row.proposed_minutes) == (HoursState.COUNTERED, 90)
    assert "Odottaa tekijää" in oona.get("/orderer/hours?show=waiting").text


@pytest.mark.parametrize("state", list(HoursState))
def test_hours_are_shown_in_every_state(
    world: World, browse: Callable[..., Browser], state: HoursState
) -> None:
    done(world, state)
    oona = browse(world.oona)
    pages = [oona.get(f"/orderer/hours?show={heap}").text
             for heap in ("to_agree", "waiting", "agreed", "closed")]  # fmt: skip
    assert sum("Kalle" in text for text in pages) == 1


def test_what_silence_agreed_is_corrected_on_the_page_for_some_days(
    world: World, browse: Callable[..., Browser]
) -> None:
    hours_id = done(world, HoursState.AGREED)
    world.change(WorkedHours, hours_id, agreed_how="time", agreed_at=world.now)
    oona = browse(world.oona)
    page = oona.get("/orderer/hours?show=agreed")
    assert "Voit korjata tunnit ma 30.11. asti" in page.text
    assert "Ne lähtevät aikaisintaan to 26.11." in page.text
    form = oona.get(f"/orderer/hours/{hours_id}/counter").form("/counter")
    world.move_to("ti 00:01", 1)
    assert "Voit korjata" not in oona.get("/orderer/hours?show=agreed").text
    late = oona.follow(oona.submit(form, hours="1", minutes="0", reason="Tauko"))
    assert "Tunteja ei voi enää korjata" in late.text
    world.move_to("ma 23:59")
    oona.submit(form, hours="1", minutes="0", reason="Tauko")
    assert world.get(WorkedHours, hours_id).state is HoursState.COUNTERED


def test_hours_of_others_are_not_there(world: World, browse: Callable[..., Browser]) -> None:
    hours_id = done(world)
    otto = browse(world.otto)
    assert "Kalle" not in otto.get("/orderer/hours").html
    otto.get(f"/orderer/hours/{hours_id}/counter", status=404)
    for act in ("agree", "reopen"):
        otto.post(f"/orderer/hours/{hours_id}/{act}", status=404)
    sent = {"hours": "1", "minutes": "0", "reason": "x"}
    otto.post(f"/orderer/hours/{hours_id}/counter", sent, status=404)
    assert world.get(WorkedHours, hours_id).state is HoursState.PROPOSED


def test_the_admin_changes_the_organisation(world: World, browse: Callable[..., Browser]) -> None:
    olga = browse(world.olga)
    form = olga.get("/orderer/organisation").form("/organisation")
    page = olga.submit(form, business_id="0201256-7", status=422)
    assert "Y-tunnus ei ole oikein." in page.text
    olga.submit(form, name="Palvelutalo Pihlaja ry", business_id="fi02012566", cost_centre="4711")
    mine = world.get(Organisation, world.organisations["palvelutalo"])
    assert (mine.name, mine.business_id) == ("Palvelutalo Pihlaja ry", "0201256-6")


def test_a_business_id_belongs_to_one(world: World, browse: Callable[..., Browser]) -> None:
    world.change(Organisation, world.organisations["kiinteisto"], business_id="0201256-6")
    olga = browse(world.olga)
    form = olga.get("/orderer/organisation").form("/organisation")
    page = olga.submit(form, business_id="0201256-6", status=422)
    assert "Tällä Y-tunnuksella on jo tilaaja." in page.text


def test_an_orderer_sees_but_does_not_change_the_organisation(
    world: World, browse: Callable[..., Browser]
) -> None:
    oona = browse(world.oona)
    page = oona.get("/orderer/organisation")
    assert "Palvelutalo Pihlaja" in page.text
    assert "Olga" in page.text
    sent = {"name": "Oonan talo", "business_id": "", "cost_centre": ""}
    oona.post("/orderer/organisation", sent, status=403)
    mine = world.get(Organisation, world.organisations["palvelutalo"])
    assert mine.name == "Palvelutalo Pihlaja"
