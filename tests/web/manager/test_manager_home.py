"""The manager's first page: what nobody took on, sums of the unit, and never a list of coaches."""

from __future__ import annotations

from datetime import timedelta

from app.domain.lifecycle import AlertState
from app.services import opened_cards
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent
from tests.employers import visit, workplace
from tests.followed import followed


def late(world, client, kind="help", **facts):
    known = {"level": "now", "coach_id": world.carla.user_id, "due_at": world.now} | facts
    return world.add(
        Alert(
            client_id=client.client_id, kind=kind, source_key=f"{kind}:{client.client_id}",
            raised_at=world.now - timedelta(hours=1), **known,
        )
    )  # fmt: skip


def test_a_quiet_unit_says_so(world, browse):
    page = browse(world.maija).get("/manager/")
    assert "Kaikkeen on ehditty." in page.text
    assert "Kaikki valmentajat ovat töissä." in page.text


def test_what_nobody_took_on_is_shown_taken_on_and_finished(world, browse):
    alert_id = late(world, world.kalle, substitute_id=world.celia.user_id)
    world.pass_time(minutes=5)
    manager, other = browse(world.maija), browse(world.uuno)
    page = manager.get("/manager/")
    assert "Kutsuttiin Carla, sitten Celia." in page.text
    assert "Kalle" in page.text
    assert "Kalle" not in other.get("/manager/").text
    other.post(f"/manager/alerts/{alert_id}/finish", status=404)
    manager.submit(page.form(f"{alert_id}/acknowledge"))
    mine = manager.get("/manager/")
    assert "Sinä hoidat tätä." in mine.text
    manager.submit(mine.form(f"{alert_id}/finish"))
    assert world.get(Alert, alert_id).state is AlertState.DONE
    assert "Kaikkeen on ehditty." in manager.get("/manager/").text


def test_what_is_in_time_taken_on_or_on_the_spot_does_not_wait_for_the_manager(world, browse):
    late(world, world.kalle, due_at=world.now + timedelta(hours=1))
    late(world, world.kalle, "door_closed")
    late(world, world.kalle, "contact_late")
    taken = {"state": AlertState.ACKNOWLEDGED, "acknowledged_by_id": world.carla.user_id}
    taken_id = late(world, world.kalle, "too_hard", **taken)
    world.pass_time(minutes=5)
    manager = browse(world.maija)
    assert "Kalle" not in manager.get("/manager/").text
    manager.post(f"/manager/alerts/{taken_id}/finish", status=404)


def test_late_contacts_are_one_number_of_the_unit(world, browse):
    followed(world, world.kalle)
    page = browse(world.maija).get("/manager/")
    assert "0 Mitä tämä on?" in page.text
    world.move_to("2026-12-21 10:00")
    numbers = [browse(one).get("/manager/") for one in (world.maija, world.uuno)]
    assert "0 Mitä tämä on?" not in numbers[0].text
    assert "0 Mitä tämä on?" in numbers[1].text
    assert "Carla" not in numbers[0].text


def test_the_sum_of_visits_needs_two_coaches(world, browse):
    place = workplace(world, world.carla)
    for days_ago in (0, 7):
        visit(world, world.carla, place, world.kalle, days_ago=days_ago)
    manager = browse(world.maija)
    assert "vähintään kaksi valmentajaa" in manager.get("/manager/").text
    visit(world, world.celia, place)
    text = manager.get("/manager/").text
    assert "Käyntejä työpaikoilla 12 viikossa 2" in text
    assert "Carla" not in text


def test_opened_cards_of_the_unit_with_their_reason_leave_a_row_in_the_trail(world, browse):
    opened_cards.open_card(
        world.celia, world.kalle.client_id, "Carla on sairas, Kalle soitti", "", now=world.now
    )
    text = browse(world.maija).get("/manager/opened-cards").text
    assert "Carla on sairas, Kalle soitti" in text
    assert "Celia" in text
    assert "Auki nyt" in text
    (read,) = world.all(AuditEvent, AuditEvent.purpose == "supervision")
    assert read.actor_id == world.maija.user_id
    assert "Carla on sairas" not in browse(world.uuno).get("/manager/opened-cards").text
    world.pass_time(hours=5)
    assert "Auki nyt" not in browse(world.maija).get("/manager/opened-cards").text
