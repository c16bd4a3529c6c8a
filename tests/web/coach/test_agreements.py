"""A missing agreement stands on the pages of coach and dispatcher and is mended in one form."""

from __future__ import annotations

import pytest

from app.domain.vocabulary import EngagementModel
from app.store.models.agreements import WorkAgreement
from app.store.models.work import Attendance


@pytest.fixture
def placement(world):
    shift_id = world.shift("ke", engagement_model=EngagementModel.CITY_EMPLOYER)
    return world.get(Attendance, world.placed(world.kalle, shift_id)).placement_id


def test_the_coach_writes_the_reference(world, browse, placement):
    carla = browse(world.carla)
    assert "Sopimus puuttuu: Kalle" in carla.get("/coach/").text
    assert "Viite puuttuu" in carla.get("/coach/agreements").text
    address = f"/coach/placements/{placement}/agreement"
    wrong = carla.follow(carla.post(address, {"reference": "010190-900P"}))
    assert "Henkilötunnusta ei tallenneta." in wrong.text
    done = carla.follow(carla.post(address, {"reference": "HKI-17", "named": "yes"}))
    assert "Kaikilla on sopimus." in done.text
    assert "HKI-17" in done.text
    assert "Sopimus puuttuu" not in carla.get("/coach/").text


def test_the_dispatcher_does_the_same_and_ends_it(world, browse, placement):
    dina = browse(world.dina)
    assert "Sopimus puuttuu" in dina.get("/dispatch/").text
    dina.post(f"/dispatch/placements/{placement}/agreement", {"reference": "HKI-17"})
    row = world.all(WorkAgreement, WorkAgreement.external_reference == "HKI-17")[0]
    assert not row.name_released
    world.pass_time(days=1)
    ended = dina.follow(dina.post(f"/dispatch/agreements/{row.id}/end"))
    assert "Sopimus on päätetty." in ended.text
    assert world.get(WorkAgreement, row.id).to_on == world.today


def test_the_client_at_the_door_is_told_whom_to_phone(world, browse):
    shift_id = world.shift("ma", "09:00", "12:00", engagement_model=EngagementModel.APP)
    booked = world.placed(world.kalle, shift_id)
    kalle = browse(world.kalle)
    page = kalle.post(f"/client/shifts/{booked}/arrive", {"code": ""}, status=422)
    assert "Soita valmentajalle." in page.text
    assert "Et ole tehnyt mitään väärin." in page.text
