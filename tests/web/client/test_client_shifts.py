"""A client's own shift from the day before to the agreed hours."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import AttendanceState, HoursState
from app.domain.vocabulary import Face
from app.services import hours as hours_acts
from app.store.models.people import User
from app.store.models.support import Alert, CheckIn
from app.store.models.work import Attendance, Shift, WorkedHours


@pytest.fixture
def kalle(world, browse):
    world.change(User, world.carla.user_id, phone="09 310 1234")
    return browse(world.kalle)


@pytest.fixture
def attendance_id(world):
    return world.placed(world.kalle, world.shift())


@pytest.fixture
def own(attendance_id):
    return f"/client/shifts/{attendance_id}"


def state_of(world, attendance_id):
    return world.get(Attendance, attendance_id).state


def hours_of(world, attendance_id):
    return world.all(WorkedHours, WorkedHours.attendance_id == attendance_id)[0]


@pytest.mark.parametrize(
    "page", ["", "/cannot-come", "/code", "/how-it-went", "/own-words", "/hours", "/hours/change"]
)
def test_somebody_elses_shift_is_not_there(world, browse, own, page):
    browse(world.kaisa).get(own + page, status=404)


@pytest.mark.parametrize(
    "act",
    ["will-come", "arrive", "leave", "cannot-come", "undo", "how-it-went", "own-words", "hours",
     "hours/accept"],
)  # fmt: skip
def test_nobody_acts_on_somebody_elses_shift(world, browse, attendance_id, own, act):
    browse(world.kaisa).post(f"{own}/{act}", {"face": "good"}, status=404)
    assert state_of(world, attendance_id) is AttendanceState.BOOKED


def test_the_evening_before_the_client_says_i_will_come(world, kalle, attendance_id, own):
    assert "Tulen työhön" not in kalle.get(own).text
    world.move_to("ti 18:00")
    page = kalle.follow(kalle.submit(kalle.get(own).form("/will-come")))
    assert "Sanoit, että tulet." in page.text
    assert state_of(world, attendance_id) is AttendanceState.WILL_COME


def test_coming_and_leaving_from_the_first_page(world, kalle, attendance_id, own):
    world.move_to("ke 09:44")
    assert "Olen perillä" not in kalle.get("/client/").text
    world.move_to("ke 09:45")
    page = kalle.follow(kalle.submit(kalle.get("/client/").form("/arrive")))
    assert page.h1 == "Olet nyt työssä"
    assert state_of(world, attendance_id) is AttendanceState.CHECKED_IN
    world.move_to("ke 13:00")
    page = kalle.follow(kalle.submit(kalle.get("/client/").form("/leave")))
    assert page.h1 == "Miten meni?"
    assert state_of(world, attendance_id) is AttendanceState.PERFORMED
    assert hours_of(world, attendance_id).state is HoursState.PLANNED


def test_too_early_is_told_kindly(world, kalle, attendance_id, own):
    page = kalle.post(f"{own}/arrive", status=422)
    assert "Olet ajoissa!" in page.text
    assert state_of(world, attendance_id) is AttendanceState.BOOKED


def test_the_code_of_the_site_is_checked(world, kalle, attendance_id, own):
    world.move_to("ke 09:50")
    form = kalle.get(f"{own}/code").form("/arrive")
    page = kalle.submit(form, code="1111", status=422)
    assert "Koodi on väärä." in page.text
    kalle.submit(form, code="4711")
    assert world.get(Attendance, attendance_id).in_how == "code"


def test_coming_and_leaving_can_be_taken_back(world, kalle, attendance_id, own):
    world.move_to("ke 10:00")
    kalle.post(f"{own}/arrive")
    kalle.submit(kalle.get(own).form("/undo"))
    assert state_of(world, attendance_id) is AttendanceState.BOOKED
    kalle.post(f"{own}/arrive")
    kalle.post(f"{own}/leave")
    kalle.submit(kalle.get(own).form("/undo"))
    assert state_of(world, attendance_id) is AttendanceState.CHECKED_IN


def test_i_cannot_come_without_shame_and_back_again(world, kalle, attendance_id, own):
    page = kalle.get(f"{own}/cannot-come")
    assert "Se ei haittaa." in page.text
    page = kalle.follow(kalle.submit(page.form("/cannot-come"), reason="fear"))
    assert page.h1 == "Kiitos, että kerroit."
    assert "Valmentajasi tietää nyt. Hän soittaa sinulle." in page.text
    assert "09 310 1234" in page.text
    row = world.get(Attendance, attendance_id)
    assert (row.state, row.reason) == (AttendanceState.CANNOT_COME, "fear")
    assert world.get(Shift, row.shift_id).taken == 0
    kalle.submit(page.form("/undo"))
    assert state_of(world, attendance_id) is AttendanceState.BOOKED


def test_no_reason_need_be_given(world, kalle, attendance_id, own):
    kalle.post(f"{own}/cannot-come", {"reason": "something else"})
    assert world.get(Attendance, attendance_id).reason == ""


def test_what_can_not_be_done_any_more_is_said_on_the_page(world, kalle, own):
    world.move_to("ke 14:00")
    for act in ("arrive", "leave", "cannot-come", "undo"):
        page = kalle.post(f"{own}/{act}", status=422 if act in {"arrive", "cannot-come"} else 409)
        assert page.h1 == "Emme tiedä, olitko työssä"


def test_the_three_faces_lead_on_to_the_hours(world, kalle):
    row = world.get(WorkedHours, world.performed(world.kalle, world.shift()))
    own = f"/client/shifts/{row.attendance_id}"
    page = kalle.follow(
        kalle.submit(kalle.get(f"{own}/how-it-went").form("/how-it-went"), face="good")
    )
    assert page.h1 == "Teit 3 tuntia. Onko se oikein?"
    page = kalle.follow(kalle.submit(page.form("/hours")))
    assert "Työpaikka tarkistaa nyt tunnit." in page.text
    row = world.get(WorkedHours, row.id)
    assert (row.state, row.proposed_minutes) == (HoursState.PROPOSED, 180)
    assert world.all(CheckIn)[0].face is Face.GOOD


def test_too_hard_calls_the_coach(world, kalle):
    row = world.get(WorkedHours, world.performed(world.kalle, world.shift()))
    sent = kalle.post(f"/client/shifts/{row.attendance_id}/how-it-went", {"face": "too_hard"})
    assert "Valmentajasi puhuu kanssasi pian." in kalle.follow(sent).text
    assert world.count(Alert) == 1


def test_own_words_are_for_those_who_want(world, kalle):
    row = world.get(WorkedHours, world.performed(world.kalle, world.shift()))
    own = f"/client/shifts/{row.attendance_id}"
    kalle.get(f"{own}/own-words", status=404)
    kalle.post(f"{own}/own-words", {"words": "hei"}, status=404)
    kalle.post(f"{own}/how-it-went", {"face": "fine"})
    page = kalle.get(kalle.get(own).links["Kerron omin sanoin"])
    kalle.submit(page.form("/own-words"), words="Oli mukavaa.")
    assert world.all(CheckIn)[0].words == "Oli mukavaa."
    assert "Oli mukavaa." in kalle.get(f"{own}/own-words").text
    long = kalle.post(f"{own}/own-words", {"words": "x" * 1001}, status=422)
    assert "xxx" in long.text


def test_a_face_before_the_work_is_not_taken(world, kalle, own):
    kalle.post(f"{own}/how-it-went", {"face": "angry"}, status=400)
    page = kalle.follow(kalle.post(f"{own}/how-it-went", {"face": "good"}))
    assert page.h1 == "Työvuoro"
    assert world.count(CheckIn) == 0


def test_minutes_are_changed_by_steps_without_typing(world, kalle):
    row = world.get(WorkedHours, world.performed(world.kalle, world.shift()))
    page = kalle.get(f"/client/shifts/{row.attendance_id}/hours/change")
    page = kalle.get(page.links["15 minuuttia vähemmän"])
    assert "2 tuntia ja 45 minuuttia" in page.text
    kalle.submit(page.form("/hours"))
    assert world.get(WorkedHours, row.id).proposed_minutes == 165


@pytest.mark.parametrize("asked", ["-30", "99999", "abc"])
def test_the_steps_stay_within_a_day(world, kalle, asked):
    row = world.get(WorkedHours, world.performed(world.kalle, world.shift()))
    kalle.get(f"/client/shifts/{row.attendance_id}/hours/change?minutes={asked}")
    sent = kalle.post(f"/client/shifts/{row.attendance_id}/hours", {"minutes": "99999"})
    kalle.follow(sent)
    assert world.get(WorkedHours, row.id).state is HoursState.PLANNED


def test_the_workplaces_proposal_is_taken_or_talked_about(world, kalle):
    hours_id = world.performed(world.kalle, world.shift(), hours=HoursState.PROPOSED)
    hours_acts.counter_hours(world.oona, hours_id, 105, "Lähti aiemmin", now=world.now)
    own = f"/client/shifts/{world.get(WorkedHours, hours_id).attendance_id}"
    page = kalle.get(f"{own}/hours")
    assert page.h1 == "Työpaikka sanoo: 1 tunti ja 45 minuuttia."
    assert page.links["Kysyn valmentajalta"] == "/client/help"
    assert "Lähti aiemmin" in page.text
    kalle.submit(page.form("/accept"))
    row = world.get(WorkedHours, hours_id)
    assert (row.state, row.agreed_minutes) == (HoursState.AGREED, 105)
    kalle.get(f"{own}/hours/change", status=404)
    assert "Tunnit ovat oikein." in kalle.get(f"{own}/hours").text
    late = kalle.follow(kalle.post(f"{own}/hours", {"minutes": "60"}))
    assert late.status == 200
    assert world.get(WorkedHours, hours_id).agreed_minutes == 105


def test_hours_that_are_not_there_yet_are_not_there(kalle, own):
    for page in ("/hours", "/hours/change"):
        kalle.get(own + page, status=404)
    kalle.post(f"{own}/hours", status=404)
