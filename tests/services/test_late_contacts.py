"""A late contact is told of step by step, by day, in one letter a person."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from app.domain.errors import Missing
from app.domain.lifecycle import AlertState, DueState
from app.services import due_contacts as acts
from app.services import late_contacts
from app.store import alerts, stand_ins
from app.store.models.cadence import DueContact
from app.store.models.people import Absence
from app.store.models.support import Alert
from app.store.models.trail import OutboxMessage
from tests.followed import dues, followed, note


def told(world, template):
    rows = world.all(OutboxMessage, OutboxMessage.template == template)
    return sorted(str(row.user_id) for row in rows)


def tell(world, when):
    world.move_to(when)
    return late_contacts.tell_late(now=world.now)


def test_coach_then_substitute_then_manager_each_hear_once(world, engine_app):
    plan_id = followed(world, world.kalle)
    for row in dues(world, plan_id)[1:]:
        world.change(DueContact, row.id, state=DueState.DECLINED)
    assert tell(world, "ti 10:00") == 0
    assert tell(world, "ke 08:05") == 1
    assert told(world, "contacts_late") == [str(world.carla.user_id)]
    assert late_contacts.tell_late(now=world.now) == 0
    alert = world.all(Alert)[0]
    assert (alert.kind, alert.coach_id) == ("contact_late", world.carla.user_id)
    assert tell(world, "to 08:05") == 0
    assert tell(world, "pe 08:05") == 1
    assert told(world, "contacts_late_unit") == [str(world.celia.user_id)]
    assert alerts.list_alerts(world.maija, now=world.now) == []
    assert tell(world, "2026-12-01 08:05") == 1
    assert told(world, "contacts_late_unit") == sorted(
        str(one.user_id) for one in (world.celia, world.maija)
    )
    world.pass_time(hours=1)
    assert [one.id for one in alerts.list_alerts(world.maija, now=world.now)] == [alert.id]
    assert told(world, "contacts_late") == [str(world.carla.user_id)]


def test_the_one_who_stands_in_makes_it_and_the_own_coach_sees_who(world):
    plan_id = followed(world, world.kalle)
    due = dues(world, plan_id)[0]
    tell(world, "ke 08:05")
    assert stand_ins.list_stand_ins(world.celia, now=world.now) == []
    tell(world, "pe 08:05")
    [mine] = [one for one in stand_ins.list_stand_ins(world.celia, now=world.now)
              if one.due.id == due.id]  # fmt: skip
    assert (mine.name, mine.coach) == ("Kalle S.", "Carla")
    for other in (world.carla, world.cleo):
        assert stand_ins.list_stand_ins(other, now=world.now) == []
        with pytest.raises(Missing):
            acts.make_instead(other, due.id, now=world.now)
    acts.make_instead(world.celia, due.id, now=world.now)
    row = world.get(DueContact, due.id)
    assert (row.state, row.settled_by_id) == (DueState.DONE, world.celia.user_id)
    assert world.count(Alert, Alert.source_key == f"contact_late:{due.id}",
                       Alert.state == AlertState.OPEN) == 0  # fmt: skip


def test_nobody_stands_in_for_a_contact_that_was_moved(world):
    plan_id = followed(world, world.kalle)
    due = dues(world, plan_id)[0]
    tell(world, "pe 08:05")
    acts.move_contact(world.carla, due.id, world.today + timedelta(days=4), "Lomalla",
                      now=world.now)  # fmt: skip
    assert due.id not in {one.due.id for one in
                          stand_ins.list_stand_ins(world.celia, now=world.now)}  # fmt: skip


def test_nobody_is_disturbed_at_night_or_on_days_off_and_nothing_is_lost(world):
    followed(world, world.kalle, "pe")
    assert tell(world, "la 10:00") == 0
    assert tell(world, "2026-11-30 07:30") == 0
    assert tell(world, "2026-11-30 08:00") > 0


def test_many_late_contacts_of_a_day_are_one_letter(world):
    for client in (world.kalle, world.client("Lauri"), world.client("Liisa")):
        followed(world, client)
    assert tell(world, "ke 08:05") == 3
    assert told(world, "contacts_late") == [str(world.carla.user_id)]
    letter = world.all(OutboxMessage, OutboxMessage.template == "contacts_late")[0]
    assert json.loads(letter.facts)["path"] == "/coach/contacts"
    assert "Kalle" not in str(letter.facts)


def test_a_note_closes_the_alert_of_what_it_settles(world):
    followed(world, world.kalle)
    tell(world, "to 08:05")
    assert world.count(Alert, Alert.state == AlertState.OPEN) == 2
    note(world, world.kalle)
    assert world.count(Alert, Alert.state == AlertState.OPEN) == 0


def test_who_is_away_stands_in_for_nobody(world):
    followed(world, world.kalle)
    today = world.today
    world.add(Absence(user_id=world.celia.user_id, starts_on=today,
                      ends_on=today + timedelta(days=9)))  # fmt: skip
    tell(world, "pe 08:05")
    assert told(world, "contacts_late_unit") == []


def test_what_is_late_for_a_month_is_let_go(world):
    plan_id = followed(world, world.kalle)
    tell(world, "2027-01-04 08:05")
    assert {row.state for row in dues(world, plan_id)[:3]} == {DueState.MISSED}
    assert world.count(Alert, Alert.state == AlertState.OPEN) <= 1
