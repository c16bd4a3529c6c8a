"""The day of a shift on the pages of client, orderer and coach: a phone, a button, what is next."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.store.models.people import User
from app.store.models.support import Alert, Barrier


@pytest.fixture
def kalles(world):
    world.change(User, world.carla.user_id, phone="040 1111")
    shift_id = world.shift("ma", "10:00", "13:00")
    attendance_id = world.placed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    world.move_to("ma 09:50")
    return attendance_id


def test_a_client_presses_one_button_and_reads_what_happens(world, browse, kalles):
    kalle, path = browse(world.kalle), f"/client/shifts/{kalles}"
    page = kalle.get(kalle.get(path).links["Tarvitsen apua paikalla"])
    assert "040 1111" in page.text
    said = kalle.follow(kalle.post(f"{path}/on-site", {"trouble": "door_closed"}))
    assert "Saat pian puhelun" in said.text
    assert "040 1111" in said.text
    kalle.submit(said.form("undo"))
    assert "Ovi on kiinni" in kalle.get(f"{path}/on-site").text


def test_a_client_cannot_say_what_orderers_say(world, browse, kalles):
    kalle = browse(world.kalle)
    kalle.post(f"/client/shifts/{kalles}/on-site", {"trouble": "nobody_came"}, status=422)
    assert world.count(Alert) == 0


def test_an_orderer_sees_who_answers_and_says_that_nobody_came(world, browse, kalles):
    oona = browse(world.oona)
    home = oona.get("/orderer/")
    assert "Nyt vastaa valmentaja Carla" in home.text
    assert "Kukaan ei tullut" not in home.text
    world.move_to("ma 10:05")
    form = next(f for f in oona.get("/orderer/").forms if f.values.get("trouble") == "nobody_came")
    shown = oona.follow(oona.submit(form))
    assert "Sinulle soitetaan viimeistään klo 10.20" in shown.text.replace("\xa0", " ")
    oona.submit(shown.form("on-site/undo"))
    assert "Sinulle soitetaan" not in oona.get("/orderer/").text


def test_before_and_after_the_shift_there_is_no_button(world, browse, kalles):
    world.move_to("ma 09:40")
    assert "Nyt vastaa" not in browse(world.oona).get("/orderer/").text
    assert "Tarvitsen apua" not in browse(world.kalle).get(f"/client/shifts/{kalles}").text


def test_a_called_colleague_sees_a_first_name_and_no_phone(world, browse, kalles):
    browse(world.kalle).post(f"/client/shifts/{kalles}/on-site", {"trouble": "door_closed"})
    alert = world.all(Alert)[0]
    world.change(Alert, alert.id, coach_id=world.celia.user_id)
    page = browse(world.celia).get("/coach/")
    assert "Kalle: ovi on kiinni" in page.text
    assert "Salanen" not in page.text
    assert "+35840" not in page.html


def test_late_and_what_was_in_the_way(world, browse, kalles):
    world.move_to("ma 10:40")
    oona, carla = browse(world.oona), browse(world.carla)
    oona.post(f"/orderer/attendances/{kalles}/late", {"minutes": "30"})
    assert "30 min myöhässä" in oona.get("/orderer/").text
    day = next(url for url in carla.get("/coach/").links.values() if url.endswith("/day"))
    path = f"/coach/attendances/{kalles}/barriers"
    carla.post(path, {"barrier": ["travel", "unclear"], "said": "phone", "back": day})
    assert "Esteenä oli: matka, epäselvä ohje" in carla.get(day).text
    assert "matka" in browse(world.kalle).get(f"/client/shifts/{kalles}").text
    assert world.count(Barrier) == 2


def test_a_coach_says_late_not_come_or_not_known(world, browse, kalles):
    world.move_to("ma 10:40")
    carla = browse(world.carla)
    carla.post(f"/coach/attendances/{kalles}/did-not-come", {"known": "no"})
    carla.post(f"/coach/attendances/{kalles}/late", {"minutes": "15", "said": "in_person"})
    assert "came_late" in {one.kind for one in world.all(Alert, Alert.state == "open")}


def test_nothing_that_matches_reads_what_was_in_the_way():
    readers = [*Path("app/matching").rglob("*.py"), Path("app/store/profiles.py")]
    readers += [Path("app/store") / name for name in ("facts.py", "parts.py", "histories.py")]
    said = [path.name for path in readers if "barrier" in path.read_text().lower()]
    assert said == []
