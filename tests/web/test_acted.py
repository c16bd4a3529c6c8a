"""What a coach does for a client: asked how it was said, shown to the client, called not right."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import AlertState, AttendanceState
from app.store.models.acting import ActedFor
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.models.work import Attendance


@pytest.fixture
def booked(world):
    shift_id = world.shift(day="ma", starts="10:00", ends="12:00", title="Tiskaus")
    return world.placed(world.kalle, shift_id)


@pytest.fixture
def absent(world, browse, booked):
    """Carla has written that Kalle can't come."""
    form = {"reason": "health", "said": "phone"}
    browse(world.carla).post(f"/coach/attendances/{booked}/cannot-come", form)
    return world.all(ActedFor)[0].id


def letters(world, template):
    return {row.user_id for row in world.all(OutboxMessage, OutboxMessage.template == template)}


def test_what_was_left_open_is_asked_and_nothing_is_typed_twice(world, browse, booked):
    carla = browse(world.carla)
    path = f"/coach/attendances/{booked}/cannot-come"
    asked = carla.post(path, {"reason": "transport", "back": "/coach/clients"}, status=422)
    assert "Valitse vielä, miten asiakas sanoi sen." in asked.text
    assert world.get(Attendance, booked).state is AttendanceState.BOOKED
    answer = carla.submit(asked.form("/cannot-come"), said="shown")
    assert answer.location.endswith("/coach/clients")
    row = world.get(Attendance, booked)
    assert (row.state, row.reason) == (AttendanceState.CANNOT_COME, "transport")


def test_a_slip_of_the_coach_is_no_word_of_the_client(world, browse, booked):
    carla = browse(world.carla)
    path = f"/coach/attendances/{booked}"
    carla.post(f"{path}/cannot-come", {"said": "own_slip"}, status=422)
    assert world.count(ActedFor) == 0
    carla.post(f"{path}/cannot-come", {"said": "agreed"})
    carla.post(f"{path}/undo", {"said": "own_slip"})
    assert world.get(Attendance, booked).state is AttendanceState.BOOKED


def test_the_client_reads_who_wrote_what_and_how_it_was_said(world, browse, absent):
    page = browse(world.kalle).get("/client/acted")
    for words in ("Et päässyt töihin.", "Tiskaus", "Carla kirjasi tämän.", "Sanoit sen puhelimes"):
        assert words in page.text
    assert "Valmentaja ei ole kirjannut" in browse(world.kaisa).get("/client/acted").text


def test_the_coach_sees_the_same_list_and_strangers_don_t(world, browse, absent):
    path = f"/coach/clients/{world.kalle.client_id}/acted"
    page = browse(world.carla).get(path)
    assert "Sanoi puhelimessa" in page.text
    for other in (world.celia, world.cleo, world.maija):
        browse(other).get(path, status=404)


def test_not_right_reaches_the_coach_and_the_manager_once(world, browse, absent):
    kalle = browse(world.kalle)
    form = kalle.get("/client/acted").form("/not-right")
    for _ in range(2):
        kalle.submit(form)
    (alert,) = world.all(Alert, Alert.kind == "not_right")
    assert (alert.coach_id, alert.level) == (world.carla.user_id, "today")
    told = letters(world, "client_says_not_right")
    assert told == {world.carla.user_id, world.maija.user_id}
    assert "ei ole oikein" in browse(world.carla).get("/coach/").text
    world.pass_time(minutes=1)
    kalle.submit(kalle.get("/client/acted").form("/right"))
    assert world.get(Alert, alert.id).state is AlertState.DONE
    kalle.submit(kalle.get("/client/acted").form("/not-right"))
    assert world.count(Alert, Alert.kind == "not_right", Alert.state == AlertState.OPEN) == 1
    assert world.count(AuditEvent, AuditEvent.object_type == "acted_for") == 4


def test_what_a_colleague_wrote_goes_to_the_own_coach_and_to_the_colleague(world, browse, booked):
    shift_id = world.get(Attendance, booked).shift_id
    world.booking(world.celia, shift_id, [world.kalle])
    world.move_to("ma 09:50")
    browse(world.celia).post(f"/coach/attendances/{booked}/check-in", {"said": "in_person"})
    kalle = browse(world.kalle)
    kalle.submit(kalle.get("/client/acted").form("/not-right"))
    told = letters(world, "client_says_not_right")
    assert told == {world.carla.user_id, world.celia.user_id}


def test_nobody_else_can_say_so(world, browse, absent):
    browse(world.kaisa).post(f"/client/acted/{absent}/not-right", status=404)
    assert world.all(ActedFor)[0].not_right_at is None
