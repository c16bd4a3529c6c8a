"""One order's page: status in words, who comes, ticks, cancelling, pausing, the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.domain.lifecycle import AttendanceState, HoursState, ShiftState, TaskState
from app.store.models.support import Alert
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from tests.browser import Browser
    from tests.world import World


def confirmed(world: World, day: str = "ma", starts: str = "09:00") -> tuple[UUID, UUID, UUID]:
    """An order with Kalle confirmed for its one shift: order, shift, attendance."""
    task = world.open_task(day=day, starts=starts, ends="12:00")
    attendance_id = world.placed(world.kalle, task.shift_id)
    world.booking(world.carla, task.shift_id, [world.kalle])
    return task.id, task.shift_id, attendance_id


def test_it_tells_who_comes_and_whom_to_call_and_no_more(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id, _, _ = confirmed(world)
    page = browse(world.oona).get(f"/orderer/tasks/{task_id}")
    assert "Tekijä löytyi" in page.text
    assert "Kalle" in page.text
    assert "Mukana tulee valmentaja Carla" in page.text
    for secret in ("Salanen", "Kalasataman", "U01", "eläke", "+358400"):
        assert secret not in page.html


def test_nobody_is_named_before_the_confirmation(
    world: World, browse: Callable[..., Browser]
) -> None:
    from app.domain.lifecycle import OfferState

    task = world.open_task()
    world.offer(world.kalle, task.shift_id, state=OfferState.ACCEPTED)
    page = browse(world.oona).get(f"/orderer/tasks/{task.id}")
    assert "Kalle" not in page.html
    assert "Etsimme tekijää" in page.text


def test_a_protected_client_has_no_name(world: World, browse: Callable[..., Browser]) -> None:
    salla = world.client("Salla", non_disclosure=True)
    task = world.open_task(day="ma", starts="09:00", ends="12:00")
    world.placed(salla, task.shift_id)
    oona = browse(world.oona)
    for path in (
        "/orderer/",
        f"/orderer/tasks/{task.id}",
        f"/orderer/shifts/{task.shift_id}/sheet",
    ):
        page = oona.get(path)
        assert "Salla" not in page.html
        assert "Tekijä" in page.text


def test_names_go_away_after_two_weeks(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(day="ma", starts="09:00", ends="12:00")
    world.performed(world.kalle, task.shift_id, hours=HoursState.AGREED)
    oona = browse(world.oona)
    world.pass_time(days=13)
    assert "Kalle" in oona.get(f"/orderer/tasks/{task.id}").text
    world.pass_time(days=2)
    assert "Kalle" not in oona.get(f"/orderer/tasks/{task.id}").html
    assert "Kalle" not in oona.get("/orderer/hours?show=agreed").html


def test_coming_and_leaving_are_ticked_and_taken_back(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id, _, attendance_id = confirmed(world)
    oona = browse(world.oona)
    here = f"/orderer/attendances/{attendance_id}"
    page = oona.follow(oona.post(f"{here}/check-in"))
    assert page.h1 == "Apua keittiöön"
    assert world.get(Attendance, attendance_id).state is AttendanceState.CHECKED_IN
    oona.post(f"{here}/undo")
    assert world.get(Attendance, attendance_id).state is AttendanceState.BOOKED
    oona.post(f"{here}/check-in")
    world.pass_time(hours=3)
    oona.post(f"{here}/check-out", {"back": "home"})
    assert world.get(Attendance, attendance_id).state is AttendanceState.PERFORMED
    assert world.count(WorkedHours) == 1
    assert "Lähti kotiin" not in oona.get(f"/orderer/tasks/{task_id}").text


@pytest.mark.parametrize(
    ("sent", "state"),
    [({}, AttendanceState.DID_NOT_COME), ({"known": "no"}, AttendanceState.UNKNOWN)],
)
def test_not_coming_calls_the_coach_not_a_penalty(
    world: World, browse: Callable[..., Browser], sent: dict[str, str], state: AttendanceState
) -> None:
    _, _, attendance_id = confirmed(world)
    oona = browse(world.oona)
    page = oona.follow(oona.post(f"/orderer/attendances/{attendance_id}/absence", sent))
    assert "Valmentaja tarkistaa, että kaikki on hyvin." in page.text
    assert world.get(Attendance, attendance_id).state is state
    assert world.count(Alert) == 1


def test_too_early_a_tick_is_answered_kindly(world: World, browse: Callable[..., Browser]) -> None:
    _, _, attendance_id = confirmed(world, day="ke")
    oona = browse(world.oona)
    page = oona.follow(oona.post(f"/orderer/attendances/{attendance_id}/check-in"))
    assert "15 minuuttia ennen" in page.text
    assert world.get(Attendance, attendance_id).state is AttendanceState.BOOKED


def test_a_stranger_ticks_nothing(world: World, browse: Callable[..., Browser]) -> None:
    _, shift_id, attendance_id = confirmed(world)
    otto = browse(world.otto)
    for act in ("check-in", "check-out", "absence", "undo"):
        otto.post(f"/orderer/attendances/{attendance_id}/{act}", status=404)
    otto.get(f"/orderer/shifts/{shift_id}/sheet", status=404)
    otto.post(f"/orderer/shifts/{shift_id}/cancel", status=404)
    assert world.get(Attendance, attendance_id).state is AttendanceState.BOOKED


def test_cancelling_wants_a_reason(world: World, browse: Callable[..., Browser]) -> None:
    task_id, shift_id, _ = confirmed(world, day="ke")
    oona = browse(world.oona)
    page = oona.post(f"/orderer/tasks/{task_id}/cancel", {"reason": " "}, status=422)
    assert "Kirjoita lyhyt syy." in page.text
    assert world.get(Task, task_id).state is TaskState.OPEN
    page = oona.follow(oona.post(f"/orderer/tasks/{task_id}/cancel", {"reason": "Remontti"}))
    assert "Tilaus on peruttu" in page.text
    assert world.get(Shift, shift_id).state is ShiftState.CANCELLED
    oona.post(f"/orderer/tasks/{task_id}/cancel", {"reason": "Taas"})


def test_one_time_of_many_is_cancelled(world: World, browse: Callable[..., Browser]) -> None:
    task = world.open_task(times=2, recurrence="FREQ=WEEKLY;COUNT=2")
    oona = browse(world.oona)
    page = oona.get(f"/orderer/tasks/{task.id}")
    oona.submit(page.form(f"/shifts/{task.shift_ids[1]}/cancel"))
    assert world.get(Shift, task.shift_ids[0]).state is ShiftState.OPEN
    assert world.get(Shift, task.shift_ids[1]).state is ShiftState.CANCELLED


def test_an_order_rests_and_goes_on(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.open_task().id
    oona = browse(world.oona)
    page = oona.follow(oona.post(f"/orderer/tasks/{task_id}/pause"))
    assert "Tilaus on tauolla" in page.text
    oona.post(f"/orderer/tasks/{task_id}/resume")
    assert world.get(Task, task_id).state is TaskState.OPEN


def test_a_draft_is_sent_from_its_page(world: World, browse: Callable[..., Browser]) -> None:
    task_id = world.task()
    oona = browse(world.oona)
    oona.submit(oona.get(f"/orderer/tasks/{task_id}").form("/submit"))
    assert world.get(Task, task_id).state is TaskState.SUBMITTED


def test_a_draft_of_the_past_goes_back_to_its_form(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.task(day="2026-11-02")
    oona = browse(world.oona)
    page = oona.follow(oona.post(f"/orderer/tasks/{task_id}/submit"))
    assert page.h1 == "Muokkaa tilausta"
    assert "Tilauksen päivät ovat jo menneet." in page.text


def test_a_request_for_change_is_told_in_its_own_words(
    world: World, browse: Callable[..., Browser]
) -> None:
    task_id = world.task(state=TaskState.CHANGES_REQUESTED, request_text="Kerro vielä ovi.")
    oona = browse(world.oona)
    for path in ("/orderer/", f"/orderer/tasks/{task_id}", f"/orderer/tasks/{task_id}/edit"):
        assert "Kerro vielä ovi." in oona.get(path).text


def test_the_sheet_has_the_code_and_first_names(
    world: World, browse: Callable[..., Browser]
) -> None:
    _, shift_id, _ = confirmed(world, day="ke")
    page = browse(world.oona).get(f"/orderer/shifts/{shift_id}/sheet")
    assert "4711" in page.text
    assert "Kalle" in page.text


def test_somebody_known_can_be_asked_for_and_staff_see_it(world, browse):
    hours_id = world.performed(world.kalle, world.shift(day="ke", weeks=-1))
    task = world.open_task(day="ke", weeks=1)
    oona, path = browse(world.oona), f"/orderer/tasks/{task.id}"
    assert "Kalle: " in oona.get(path).text
    attendance_id = str(world.get(WorkedHours, hours_id).attendance_id)
    page = oona.follow(oona.post(f"{path}/wanted-worker", {"worker": attendance_id}))
    assert "Toivot tekijäksi: Kalle." in page.text
    assert (
        "Tilaaja toivoo tuttua tekijää: Kalle"
        in browse(world.dina).get(f"/dispatch/tasks/{task.id}").text
    )
    assert "Tilaaja toivoo häntä" in browse(world.carla).get(f"/coach/shifts/{task.shift_id}").text
    page = oona.follow(oona.post(f"{path}/wanted-worker"))
    assert "Toivot tekijäksi" not in page.text


def test_a_pause_has_a_day_and_says_so(world, browse):
    task = world.open_task(day="ke", weeks=1)
    oona, path = browse(world.oona), f"/orderer/tasks/{task.id}"
    day = {"pause-day": "27", "pause-month": "11", "pause-year": "2026"}
    odd = oona.post(f"{path}/pause", day | {"pause-month": "13"}, status=422)
    assert "Kirjoita päivä numeroina" in odd.text
    past = oona.post(f"{path}/pause", day | {"pause-day": "1"}, status=422)
    assert "Valitse päivä, joka on vielä edessä." in past.text
    page = oona.follow(oona.post(f"{path}/pause", day))
    assert "Jatkamme itsestään pe 27.11." in page.text
    assert "Etsimme taas tekijää." in oona.follow(oona.post(f"{path}/resume")).text
