"""One press for how work might go on; the orderer sees that it was told, the coach notes an end."""

from __future__ import annotations

from app.store.models.own_words import OnwardWish
from app.store.models.work import WorkedHours


def test_one_press_tells_the_coach_and_another_takes_it_back(world, browse):
    hours_id = world.performed(world.kalle, world.shift("to", weeks=-1, title="Tiskaus"))
    done = world.get(WorkedHours, hours_id).attendance_id
    oona, carla = browse(world.oona), browse(world.carla)
    here, way = f"/orderer/attendances/{done}/feedback", f"/orderer/attendances/{done}/onward"
    assert "Voisiko työ jatkua?" in oona.get(here).text
    told = oona.follow(oona.post(way, {"kind": "more_hours"}))
    assert "Kerroit ma 23.11.: lisää tunteja" in told.text.replace("\xa0", " ")
    assert "työpaikka toivoo jatkoa" in carla.get("/coach/").all_text
    assert "Lisää tunteja" in carla.get(f"/coach/clients/{world.kalle.client_id}").text
    oona.post(way, {})
    assert "Kerroit" not in oona.get(here).text
    assert "työpaikka toivoo jatkoa" not in carla.get("/coach/").all_text


def test_the_coach_notes_an_end_that_the_orderer_does_not_read(world, browse):
    hours_id = world.performed(world.kalle, world.shift("to", weeks=-1))
    done = world.get(WorkedHours, hours_id).attendance_id
    oona, carla = browse(world.oona), browse(world.carla)
    oona.post(f"/orderer/attendances/{done}/onward", {"kind": "trial"})
    (wish,) = world.all(OnwardWish)
    client = f"/coach/clients/{world.kalle.client_id}"
    address = f"/coach/onward-wishes/{wish.id}/outcome"
    carla.post(address, {"outcome": "never"}, status=400)
    carla.post(address, {"outcome": "not_now"})
    assert "Ei nyt" in carla.get(client).text
    page = oona.get(f"/orderer/attendances/{done}/feedback")
    assert "Valmentaja on puhunut siitä tekijän kanssa." in page.text
    assert "Ei nyt" not in page.text
