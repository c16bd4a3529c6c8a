"""What was said from the place of work, on the dispatcher's page of the order."""

from __future__ import annotations

import pytest

from app.domain.on_site import Trouble
from app.services import alerts, on_site
from app.store import on_site as known
from app.store.models.people import Client, User
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent, AuditEventClient
from tests.page_lint import words

OFFICE = "09 310 00000"
HEADING = "Kerrottu paikan päältä"


@pytest.fixture
def task(world):
    """An order of Oona's at which Kalle is waited for now; his coach has a phone."""
    world.change(User, world.carla.user_id, phone="040 1111")
    task = world.open_task(day="ma", starts="10:00", ends="13:00", places=2)
    world.move_to("ma 10:05")
    return task


def page_of(task, browse, world):
    return browse(world.dina).get(f"/dispatch/tasks/{task.id}")


def told(page):
    """The cells of the first thing that was said, by their heading."""
    return {cell.get("data-label"): words(cell) for cell in reversed(page.find("td"))}


def test_who_said_what_and_whether_anybody_sees_to_it(world, browse, task):
    kalles = world.placed(world.kalle, task.shift_id)
    on_site.say_own(world.kalle, kalles, Trouble.DOOR_CLOSED, office=OFFICE, now=world.now)
    said = told(page_of(task, browse, world))
    assert said["Mitä kerrottiin"] == "Ovi on kiinni Tekijä kertoi ma 23.11. klo 10.05"
    assert said["Tekijä"] == "Kalle"
    assert said["Kuka hoitaa"].startswith("Ei vielä vastattu viimeistään klo 10.20")
    assert "Nyt vastaa valmentaja" in said["Kuka hoitaa"]
    assert "040 1111" in said["Kuka hoitaa"]
    world.pass_time(minutes=16)
    assert "myöhässä" in told(page_of(task, browse, world))["Kuka hoitaa"]
    (alert,) = world.all(Alert)
    alerts.acknowledge(world.carla, alert.id, now=world.now)
    assert "Carla" in told(page_of(task, browse, world))["Kuka hoitaa"].split("hoitaa asiaa")[0]
    alerts.finish(world.carla, alert.id, now=world.now)
    assert told(page_of(task, browse, world))["Kuka hoitaa"].startswith("Tilanne selvisi")


def test_a_coach_whom_both_miss_is_missed_by_each(world, browse, task):
    kalles = world.placed(world.kalle, task.shift_id)
    world.placed(world.kaisa, task.shift_id)
    on_site.say_own(world.kalle, kalles, Trouble.COACH_MISSING, office=OFFICE, now=world.now)
    world.pass_time(minutes=2)
    on_site.say_of_shift(
        world.oona, task.shift_id, Trouble.COACH_MISSING, office=OFFICE, now=world.now
    )
    found = known.list_of_task(world.dina, task.id, now=world.now)
    assert [(one.first_name, one.by_client) for one in found] == [("Kaisa", False), ("Kalle", True)]
    assert found[0].by_name.startswith("Oona")
    assert "Tilaaja Oona" in told(page_of(task, browse, world))["Mitä kerrottiin"]


def test_the_trail_tells_that_the_client_was_shown(world, browse, task):
    kalles = world.placed(world.kalle, task.shift_id)
    on_site.say_own(world.kalle, kalles, Trouble.DOOR_CLOSED, office=OFFICE, now=world.now)
    page_of(task, browse, world)
    read = world.all(
        AuditEvent, AuditEvent.actor_id == world.dina.user_id, AuditEvent.action == "read"
    )
    shown = world.all(AuditEventClient, AuditEventClient.event_id.in_([one.id for one in read]))
    assert {one.client_id for one in shown} == {world.kalle.client_id}


def test_a_protected_name_stays_away_and_so_does_what_is_long_past(world, browse, task):
    kalles = world.placed(world.kalle, task.shift_id)
    on_site.say_own(world.kalle, kalles, Trouble.DOOR_CLOSED, office=OFFICE, now=world.now)
    world.change(Client, world.kalle.client_id, non_disclosure=True)
    page = page_of(task, browse, world)
    assert told(page)["Tekijä"] == "Nimi ei näy"
    assert "Kalle" not in page.text
    world.pass_time(days=15)
    assert HEADING not in page_of(task, browse, world).text


def test_nothing_is_shown_where_nothing_was_said_nor_to_others(world, browse, task):
    kalles = world.placed(world.kalle, task.shift_id)
    assert HEADING not in page_of(task, browse, world).text
    on_site.say_own(world.kalle, kalles, Trouble.DOOR_CLOSED, office=OFFICE, now=world.now)
    for other in (world.oona, world.carla, world.maija, world.aada):
        assert known.list_of_task(other, task.id, now=world.now) == []
