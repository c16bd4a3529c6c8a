"""The day of a shift: coming, leaving, not coming, the coach's presence, the hours."""

from __future__ import annotations

import pytest

from app.domain.lifecycle import AttendanceState, BookingState, HoursState
from app.store.models.work import Attendance, CoachBooking, WorkedHours


@pytest.fixture
def shift_id(world):
    return world.shift(day="ma", starts="10:00", ends="12:00", title="Tiskaus")


def day(shift_id):
    return f"/coach/shifts/{shift_id}/day"


def test_the_day_shows_people_place_and_code(world, browse, shift_id):
    world.placed(world.kalle, shift_id)
    page = browse(world.carla).get(day(shift_id))
    for words in ("Kalle S.", "Sovittu", "4711", "Pirjo 09 222"):
        assert words in page.text


def test_somebody_cannot_come(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    browser = browse(world.carla)
    form = browser.get(day(shift_id)).form("/cannot-come")
    answer = browser.submit(form, reason="health", said="phone")
    assert answer.location.endswith(day(shift_id))
    assert world.get(Attendance, attendance_id).state is AttendanceState.CANNOT_COME
    browser.submit(browser.get(day(shift_id)).form("/undo"), said="own_slip")
    assert world.get(Attendance, attendance_id).state is AttendanceState.BOOKED


def test_did_not_come_and_came_after_all(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    world.move_to("ma 10:20")
    browser = browse(world.carla)
    browser.submit(browser.get(day(shift_id)).form("/did-not-come"))
    assert world.get(Attendance, attendance_id).state is AttendanceState.DID_NOT_COME
    browser.submit(browser.get(day(shift_id)).form("/check-in"), said="in_person")
    assert world.get(Attendance, attendance_id).late_minutes == 20


def test_too_early_is_told_about_somebody(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    browser = browse(world.carla)
    browser.post(f"/coach/attendances/{attendance_id}/check-in", {"said": "phone"})
    assert "aikaisintaan 15 minuuttia ennen" in browser.get("/coach/").text


def test_i_go_along_and_let_go(world, browse, shift_id):
    world.placed(world.kalle, shift_id)
    browser = browse(world.carla)
    browser.submit(browser.get(day(shift_id)).form("/bookings"))
    booking = world.all(CoachBooking)[0]
    assert (booking.coach_id, booking.state) == (world.carla.user_id, BookingState.BOOKED)
    browser.submit(browser.get(day(shift_id)).form("/cancel"))
    states = {row.coach_id: row.state for row in world.all(CoachBooking)}
    assert states[world.carla.user_id] is BookingState.SUBSTITUTED
    assert "toinen valmentaja lähtee" in browser.get("/coach/").text


def test_a_coach_along_sees_the_day_and_checks_in_but_not_the_card(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    world.booking(world.celia, shift_id, [world.kalle])
    world.move_to("ma 09:50")
    browser = browse(world.celia)
    page = browser.get(day(shift_id))
    assert f"/coach/clients/{world.kalle.client_id}" not in page.links.values()
    browser.submit(page.form("/check-in"), said="in_person")
    assert world.get(Attendance, attendance_id).state is AttendanceState.CHECKED_IN


def test_hours_are_proposed_as_planned_or_changed(world, browse, shift_id):
    hours_id = world.performed(world.kalle, shift_id)
    world.move_to("ma 13:00")
    browser = browse(world.carla)
    forms = [f for f in browser.get(day(shift_id)).forms if f.action.endswith("/hours")]
    browser.submit(forms[0], said="phone")
    assert world.get(WorkedHours, hours_id).proposed_minutes == 120
    change = [f for f in browser.get(day(shift_id)).forms if f.action.endswith("/hours")][-1]
    browser.submit(change, minutes="90", reason="Loppui aiemmin", said="phone")
    row = world.get(WorkedHours, hours_id)
    assert (row.state, row.proposed_minutes) == (HoursState.PROPOSED, 90)


def test_hours_that_silence_agreed_are_corrected_for_some_days(world, browse, shift_id):
    hours_id = world.performed(world.kalle, shift_id, hours=HoursState.AGREED, agreed_how="time")
    browser = browse(world.carla)
    page = browser.get(day(shift_id))
    assert "Ne voi korjata" in page.text
    (change,) = [f for f in page.forms if f.action.endswith("/hours")]
    browser.submit(change, minutes="90", reason="Loppui aiemmin", said="phone")
    assert world.get(WorkedHours, hours_id).state is HoursState.PROPOSED


def test_minutes_that_are_no_number_change_nothing(world, browse, shift_id):
    hours_id = world.performed(world.kalle, shift_id)
    attendance_id = world.get(WorkedHours, hours_id).attendance_id
    browser = browse(world.carla)
    browser.post(f"/coach/attendances/{attendance_id}/hours", {"minutes": "paljon"})
    assert "Tarkista minuutit." in browser.get("/coach/").text
    assert world.get(WorkedHours, hours_id).state is HoursState.PLANNED


def test_strangers_find_no_day(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    for stranger in (world.celia, world.cleo, world.dina):
        browse(stranger).get(day(shift_id), status=404)
        browse(stranger).post(f"/coach/attendances/{attendance_id}/check-in", status=404)
    assert world.get(Attendance, attendance_id).state is AttendanceState.BOOKED


def test_back_leads_only_to_own_pages(world, browse, shift_id):
    attendance_id = world.placed(world.kalle, shift_id)
    world.move_to("ma 09:50")
    data = {"back": "//evil.example/coach/", "said": "phone"}
    answer = browse(world.carla).post(f"/coach/attendances/{attendance_id}/check-in", data)
    assert answer.location.endswith("/coach/")
    assert "evil" not in answer.location
