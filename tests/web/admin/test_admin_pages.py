"""The administrator sees the staff, the auditor the trail; neither sees a client."""

from __future__ import annotations


def test_the_administrator_sees_the_staff_and_no_client(world, browse):
    page = browse(world.aada).get("/admin/staff")
    assert "Carla" in page.text
    assert "Kalle" not in page.text


def test_the_auditor_sees_acts_without_names(world, browse):
    browse(world.carla).get("/audit/events", status=404)
    page = browse(world.tuomo).get("/audit/events")
    assert "Pääsy estyi" in page.text
    assert "Carla" not in page.text


def test_the_trail_is_narrowed_by_the_kind_of_act(world, browse):
    page = browse(world.tuomo).get("/audit/events?action=import")
    assert "Tapahtumia ei löytynyt." in page.text


def test_the_administrator_does_not_read_the_trail(world, browse):
    browse(world.aada).get("/audit/events", status=404)
    browse(world.tuomo).get("/admin/staff", status=404)
