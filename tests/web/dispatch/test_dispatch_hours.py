"""The dispatcher hands agreed hours off, and takes exported ones back by a reversal only."""

from __future__ import annotations

from app.domain.lifecycle import HoursState
from app.store.models.work import ExportBatch, WorkedHours


def exported(world, browser):
    world.performed(
        world.kalle, world.shift(day="ma", starts="06:00", ends="08:00"), hours=HoursState.AGREED
    )
    world.pass_time(days=3)
    day = world.today
    form = {"day": str(day.day), "month": str(day.month), "year": str(day.year)}
    browser.post("/dispatch/hours/export", form)
    (batch,) = world.all(ExportBatch)
    return batch


def test_agreed_hours_are_handed_off_once(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    assert batch.row_count == 1
    (row,) = world.all(WorkedHours)
    assert row.state is HoursState.CLOSED
    page = browser.get("/dispatch/hours")
    assert "Kaikki sovitut tunnit on viety." in page.text


def test_the_files_come_as_csv_and_xlsx(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    csv = browser.get(f"/dispatch/hours/exports/{batch.id}/csv")
    assert "Kalle" in csv.body.decode("utf-8-sig")
    xlsx = browser.get(f"/dispatch/hours/exports/{batch.id}/xlsx")
    assert xlsx.body.startswith(b"PK")


def test_exported_hours_are_only_reversed(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    (row,) = world.all(WorkedHours)
    address = f"/dispatch/hours/exports/{batch.id}/reverse"
    browser.post(address, {"hours_id": str(row.id)}, status=422)
    browser.post(address, {"hours_id": str(row.id), "reason": "Väärä päivä"})
    assert world.get(WorkedHours, row.id).state is HoursState.REVERSED
    assert world.count(WorkedHours, WorkedHours.reverses_id == row.id) == 1


def test_a_day_that_does_not_exist_is_named_at_the_field(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, shift_id, hours=HoursState.AGREED)
    form = {"day": "31", "month": "2", "year": "2026"}
    page = browse(world.dina).post("/dispatch/hours/export", form, status=422)
    assert "Tarkista päivä, kuukausi ja vuosi." in page.text


def test_nobody_else_takes_the_files(world, browse):
    batch = exported(world, browse(world.dina))
    for stranger in (world.oona, world.carla, world.kalle, world.aada):
        browse(stranger).get(f"/dispatch/hours/exports/{batch.id}/csv", status=404)


def test_the_dispatcher_decides_hours_that_are_stuck(world, browse):
    world.performed(
        world.kalle, world.shift(day="ma", starts="06:00", ends="08:00"), hours=HoursState.COUNTERED
    )
    world.pass_time(days=4)
    browser = browse(world.dina)
    assert "Ratkaise nämä" in browser.get("/dispatch/hours").text
    (row,) = world.all(WorkedHours)
    browser.post(f"/dispatch/hours/{row.id}/settle", {"minutes": "120"})
    row = world.get(WorkedHours, row.id)
    assert (row.state, row.agreed_minutes) == (HoursState.AGREED, 120)
