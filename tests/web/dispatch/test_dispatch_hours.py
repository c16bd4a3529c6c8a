"""The dispatcher hands agreed hours off, and takes exported ones back by a reversal only."""

from __future__ import annotations

from app.domain.lifecycle import HoursState
from app.domain.vocabulary import EngagementModel
from app.store import export_batches
from app.store.models.work import ExportBatch, WorkedHours
from app.web.dispatch import hours


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


def test_what_silence_agreed_is_said_to_leave_later(world, browse):
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    world.performed(world.kalle, shift_id, hours=HoursState.AGREED, agreed_how="time")
    browser = browse(world.dina)
    assert "1 rivi lähtee vasta myöhemmin" in browser.get("/dispatch/hours").text
    world.pass_time(days=4)
    assert "lähtee vasta myöhemmin" not in browser.get("/dispatch/hours").text


def test_the_files_come_as_csv_and_xlsx(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    csv = browser.get(f"/dispatch/hours/exports/{batch.id}/csv")
    assert "Kalle" in csv.body.decode("utf-8-sig")
    xlsx = browser.get(f"/dispatch/hours/exports/{batch.id}/xlsx")
    assert xlsx.body.startswith(b"PK")


def test_each_way_of_engaging_and_the_invoice_have_files_of_their_own(world, browse):
    browser = browse(world.dina)
    hired = world.shift(
        day="ma", starts="04:00", ends="05:00", engagement_model=EngagementModel.DIRECT_HIRE
    )
    world.performed(world.kaisa, hired, hours=HoursState.AGREED)
    batch = exported(world, browser)
    page = browser.get(f"/dispatch/hours/exports/{batch.id}")
    assert "Laskutuksen pohja, ei nimiä" in page.text
    address = f"/dispatch/hours/exports/{batch.id}"
    taken = {
        part: browser.get(f"{address}/{part}/csv").body.decode("utf-8-sig").splitlines()
        for part in ("partner", "direct_hire", "invoice")
    }
    assert [len(lines) for lines in taken.values()] == [2, 2, 2]
    assert "Kalle" in taken["partner"][1]
    assert "Kaisa" in taken["direct_hire"][1]
    assert "Kalle" not in taken["invoice"][1]
    assert browser.get(f"{address}/invoice/xlsx").body.startswith(b"PK")
    parts = export_batches.list_parts(batch.id)
    sums = [one.total.cents for one in parts if one.part != "invoice"]
    assert sum(sums) == batch.facts["cents"]
    browser.get(f"{address}/everything/csv", status=404)


def test_exported_hours_are_only_reversed(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    (row,) = world.all(WorkedHours)
    address = f"/dispatch/hours/exports/{batch.id}/reverse"
    browser.post(address, {"hours_id": str(row.id)}, status=422)
    browser.post(address, {"hours_id": str(row.id), "reason": "Väärä päivä"})
    assert world.get(WorkedHours, row.id).state is HoursState.REVERSED
    assert world.count(WorkedHours, WorkedHours.reverses_id == row.id) == 1


def test_the_right_hours_come_in_place_of_reversed_ones(world, browse):
    browser = browse(world.dina)
    batch = exported(world, browser)
    (row,) = world.all(WorkedHours)
    address = f"/dispatch/hours/exports/{batch.id}/reverse"
    form = {"hours_id": str(row.id), "reason": "Väärä aika", "minutes": "puoli tuntia"}
    page = browser.post(address, form, status=422)
    assert "Kirjoita minuutit numeroina." in page.text
    assert 'value="Väärä aika"' in page.html
    page = browser.post(address, form | {"minutes": "1500"}, status=422)
    assert world.get(WorkedHours, row.id).state is HoursState.CLOSED

    page = browser.follow(browser.post(address, form | {"minutes": " 45 "}))
    assert "Ehdotimme tilaajalle oikeaa aikaa." in page.text
    (new,) = world.all(WorkedHours, WorkedHours.state == HoursState.PROPOSED)
    assert (new.proposed_minutes, new.attendance_id) == (45, row.attendance_id)


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


def countered(world, client, **columns):
    """Hours on which nobody has agreed in time."""
    asked = {"proposed_at": world.now}
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00")
    return world.performed(
        client, shift_id, hours=HoursState.COUNTERED, minutes=90, **asked | columns
    )


def test_what_is_wrong_with_the_minutes_is_said_at_their_field(world, browse):
    first, second = (countered(world, one) for one in (world.kalle, world.kaisa))
    world.pass_time(days=4)
    dina = browse(world.dina)
    for typed, said in (
        ("puoli tuntia", "Kirjoita minuutit numeroina."),
        ("", "Kerro minuutit."),
        ("9999", "Tarkista minuutit."),
    ):
        page = dina.post(f"/dispatch/hours/{second}/settle", {"minutes": typed}, status=422)
        assert said in page.text
        shown = {node.get("id"): node for node in page.find("input", name="minutes")}
        bad, other = shown[f"minutes-{second}"], shown[f"minutes-{first}"]
        assert (bad.get("value"), bad.get("aria-invalid")) == (typed, "true")
        assert (other.get("value"), other.get("aria-invalid")) == ("90", None)
        assert world.get(WorkedHours, second).state is HoursState.COUNTERED
    dina.submit(page.form(f"{first}/settle"))
    assert world.get(WorkedHours, first).agreed_minutes == 90


def test_agreed_hours_have_pages_and_are_counted_whole(world, browse, monkeypatch):
    monkeypatch.setattr(hours, "PAGE_SIZE", 1)
    shift_id = world.shift(day="ma", starts="06:00", ends="08:00", places=2)
    for client in (world.kalle, world.kaisa):
        world.performed(client, shift_id, hours=HoursState.AGREED)
    dina = browse(world.dina)
    first = dina.get("/dispatch/hours")
    assert "Sovittu, odottaa vientiä 2" in first.text
    second = dina.get(first.links["Seuraava"])
    seen = [{name for name in ("Kalle", "Kaisa") if name in page.text} for page in (first, second)]
    assert sorted(map(len, seen)) == [1, 1]
    assert seen[0] != seen[1]
