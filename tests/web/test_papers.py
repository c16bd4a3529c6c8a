"""Paper for the place of work: the induction list, the agreement, who comes, a page a day."""

from __future__ import annotations

import pytest

from app.domain.sheets import Block, Sheet
from app.domain.steps import Step
from app.domain.vocabulary import (
    Category,
    EngagementModel,
    Language,
    PassKind,
    PlaceKind,
    Scale,
)
from app.services import agreements
from app.services.sheets import make_pdf
from app.store.models.people import Client, Organisation, Site
from app.store.models.work import Attendance
from app.store.steps import write_steps
from app.store.transaction import unit_of_work
from tests.page_lint import words


def ticks(page):
    return [
        words(node).replace("☐", "").strip()
        for part in page.find("ul", class_="plain-list")
        for node in part.iter("li")
    ]


@pytest.fixture
def order(world):
    found = world.open_task(
        title="Ruokien jako", demands={Scale.LIFTING: 1, Scale.NOISE: 0}, bring="Sisäkengät",
        passes=[PassKind.HYGIENE.value, PassKind.CRIMINAL_RECORD.value],
    )  # fmt: skip
    world.change(Site, world.sites["palvelutalo"], toilet="Aulan vieressä")
    with unit_of_work():
        write_steps(found.id, [Step("Pese kädet hyvin.", "wash_hands")])
    return found


@pytest.mark.parametrize(
    ("who", "path"), [("oona", "orderer"), ("celia", "coach"), ("dina", "dispatch")]
)
def test_the_induction_list_comes_from_the_order(world, browse, order, who, path):
    page = browse(getattr(world, who)).get(f"/{path}/tasks/{order.id}/induction")
    assert page.h1 == "Perehdytyslista: Ruokien jako"
    told = ticks(page)
    assert "Ovi: Pääovi" in told
    assert "Vessa: Aulan vieressä" in told
    assert "Tauko" in told
    assert "Keneltä tekijä kysyy: Pirjo, 09 222" in told
    assert "Pese kädet hyvin." in told
    assert "Mukaan: Sisäkengät" in told
    assert "Oikea tapa nostaa, ja mitä ei saa nostaa yksin" in told
    assert "Miten korvat suojataan melulta" not in told
    assert "Hygieniapassi" in told
    assert "Rikosrekisteriote on näytetty. Sitä ei kopioida eikä säilytetä." in told


def test_an_order_that_asks_for_no_pass_has_no_part_for_passes(world, browse):
    task_id = world.open_task(category=Category.OFFICE).id
    assert (
        "Luvat ja kortit" not in browse(world.oona).get(f"/orderer/tasks/{task_id}/induction").text
    )


def test_work_from_afar_has_no_place_to_be_shown(world, browse):
    task_id = world.open_task(place_kind=PlaceKind.REMOTE).id
    told = ticks(browse(world.oona).get(f"/orderer/tasks/{task_id}/induction"))
    assert not any(one.startswith(("Ovi", "Vessa")) for one in told)
    assert "Työkaverit" in told


def test_what_is_ticked_and_filled_in_stands_on_the_pdf_too():
    empty = Sheet("Lista", "", "fi", (Block("Paikka"),))
    full = Sheet("Lista", "", "fi", (Block("Paikka", ticks=("Ovi",), blanks=("Päivä", "")),))
    assert len(make_pdf(full)) > len(make_pdf(empty))


def agreed(world, model=EngagementModel.DIRECT_HIRE, day="ke"):
    found = world.open_task(engagement_model=model, times=2, day=day)
    world.change(Organisation, world.organisations["palvelutalo"], business_id="0201256-6")
    booked = world.placed(world.kalle, found.shift_id)
    return world.get(Attendance, booked).placement_id


def test_the_agreement_names_who_employs_pays_and_directs(world, browse):
    placement_id = agreed(world)
    agreements.make_agreement(
        world.carla, placement_id, "HKI-17", name_released=True, now=world.now
    )
    page = browse(world.carla).get(f"/coach/placements/{placement_id}/agreement")
    said = {words(row[0]): words(row[1]) for row in page.find("div", class_="facts__row")}
    name = world.get(Organisation, world.organisations["palvelutalo"]).name
    assert said["Työnantaja"] == f"{name} 0201256-6"
    assert said["Tekijä"] == "Kalle"
    assert said["Palkka tunnissa"].replace("\xa0", " ") == "12,50 €"
    assert said["Viite, jolla maksaja tuntee tekijän"] == "HKI-17"
    assert "keskiviikkona 25. marraskuuta 2026, kello 10–13" in page.text.replace("\xa0", " ")
    assert "Tekijän koko nimi" in page.text
    # An employer reads it: nothing of the client's unit or of support.
    assert "yksikkö" not in page.text
    assert "Carla" not in page.text


def test_before_the_reference_is_known_there_is_room_for_it(world, browse):
    placement_id = agreed(world, EngagementModel.CITY_EMPLOYER)
    dina = browse(world.dina)
    assert (
        f"/dispatch/placements/{placement_id}/agreement"
        in dina.get("/dispatch/agreements").links.values()
    )
    page = dina.get(f"/dispatch/placements/{placement_id}/agreement")
    blanks = [words(node) for node in page.find("p", class_="sheet__blank")]
    assert "Viite, jolla maksaja tuntee tekijän:" in blanks
    assert "Työnantajan nimi:" in blanks


def test_the_paper_speaks_the_clients_language_and_hides_a_hidden_name(world, browse):
    world.change(Client, world.kalle.client_id, language=Language.SV, non_disclosure=True)
    placement_id = agreed(world)
    page = browse(world.carla).get(f"/coach/placements/{placement_id}/agreement")
    assert page.tree.get("lang") == "sv"
    assert "Kalle" not in page.text
    assert "onsdag" in page.text


def test_an_order_is_printed_a_page_for_each_day(world, browse):
    found = world.open_task(title="Tiskaus", times=3, places=2)
    world.placed(world.kalle, found.shift_ids[0])
    oona = browse(world.oona)
    address = f"/orderer/tasks/{found.id}/days"
    assert address in oona.get(f"/orderer/tasks/{found.id}").links.values()
    page = oona.get(address)
    days = page.find("section", class_="sheet__page")
    assert [words(next(day.iter("h2"))).split(",")[0] for day in days] == [
        "Keskiviikko 25. marraskuuta", "Keskiviikko 2. joulukuuta", "Keskiviikko 9. joulukuuta",
    ]  # fmt: skip
    first = words(days[0])
    assert "Kalle" in first
    assert "Nimi tulee myöhemmin" in first
    assert "4711" in first
    assert "Ongelmia? Soita:" in first
    assert "Kalle" not in words(days[1])


def test_a_week_is_printed_for_each_place_and_says_when_it_is_empty(world, browse):
    world.placed(world.kalle, world.shift("ke", title="Tiskaus"))
    world.placed(world.kaisa, world.shift("ke", "14:00", "15:00", title="Kattaus"))
    world.placed(world.kerttu, world.shift("ke", orderer=world.otto, title="Muiden työ"))
    oona = browse(world.oona)
    assert "/orderer/weeks/2026-W48/days" in oona.get("/orderer/").links.values()
    page = oona.get("/orderer/weeks/2026-W48/days")
    assert page.h1 == "Ketkä tulevat viikolla 48"
    assert len(page.find("section", class_="sheet__page")) == 1
    assert "Tiskaus" in page.text
    assert "Kattaus" in page.text
    assert "Kerttu" not in page.text
    after = oona.get(page.links["Seuraava viikko"])
    assert after.h1 == "Ketkä tulevat viikolla 49"
    assert "Tällä viikolla ei ole vuoroja." in after.text
    oona.get("/orderer/weeks/2026-W60/days", status=404)


def test_the_newest_work_of_an_agreement_is_the_one_printed(world, browse):
    old = agreed(world)
    agreements.make_agreement(world.carla, old, "HKI-17", name_released=True, now=world.now)
    world.pass_time(hours=1)
    new = agreed(world, day="to")
    links = browse(world.carla).get("/coach/agreements").links
    assert f"/coach/placements/{new}/agreement" in links.values()
    assert f"/coach/placements/{old}/agreement" not in links.values()
