"""The dispatcher calls an orderer who has not answered, and notes it."""

from __future__ import annotations

from datetime import timedelta

from app.store.models.asking import CallNote, ChangeRequest
from app.store.models.work import Shift


def test_the_number_stands_beside_what_waits_and_one_press_notes_the_call(world, browse):
    shift_id = world.shift(day="ma", starts="14:00", ends="16:00", title="Tiskaus")
    starts_at = world.get(Shift, shift_id).starts_at
    change = ChangeRequest(
        shift_id=shift_id, starts_at=starts_at + timedelta(hours=1),
        ends_at=starts_at + timedelta(hours=3), asked_by_id=world.carla.user_id,
        asked_at=world.now,
    )  # fmt: skip
    change_id = world.add(change)
    browser = browse(world.dina)
    page = browser.get("/dispatch/")
    assert "Valmentajan toive odottaa vastausta" in page.text
    assert "09 222" in page.text
    address = f"/dispatch/calls/change_asked/{change_id}"
    browser.submit(page.form(address), note="Sopii klo 15")
    assert world.count(CallNote) == 1
    again = browser.get("/dispatch/")
    assert "Soitettu ma 23.11." in again.text
    assert "Sopii klo 15" in again.text
    browser.post(address, {"note": "x"}, status=409)


def test_nobody_to_call_nothing_to_see(world, browse):
    assert "Soita tilaajalle" not in browse(world.dina).get("/dispatch/").text
