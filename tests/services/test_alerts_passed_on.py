"""Alerts that the site raises by itself, that go on to the next, and that no mail server loses."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from app.domain.alerts import AlertKind
from app.domain.lifecycle import AlertState, AttendanceState, HoursState
from app.domain.vocabulary import Benefit, PassKind
from app.integrations.mail import RecordingMail, SmtpMail, SmtpPlace
from app.integrations.push import NullPush
from app.integrations.sms import RecordingSms
from app.integrations.texts import Texts
from app.scheduled.runner import Worker
from app.scheduled.table import TABLE
from app.scheduled.work import Tools
from app.services import alerts, attendance, delivery, readiness, watching
from app.services.delivery import Desk
from app.store import alerts as store
from app.store.models.people import Absence, BenefitSituation, Pass, User
from app.store.models.support import Alert
from app.store.models.trail import OutboxMessage
from app.store.transaction import unit_of_work
from app.store.watching import list_passes_soon
from tests.mail_server import Letterbox, free_port, mail_server

if TYPE_CHECKING:
    from tests.world import World

MINUTE = timedelta(minutes=1)


@pytest.fixture
def booked(world):
    """Kalle is expected on Monday from 10 to 12."""
    return world.placed(world.kalle, world.shift(day="ma", starts="10:00", ends="12:00"))


@pytest.fixture
def at_work(world):
    """All coaches have a phone and are at work on weekdays, as far as anybody knows."""
    for name, phone in (("carla", "+358401"), ("celia", "+358402")):
        world.change(User, getattr(world, name).user_id, phone=phone)


def heard(world: World, template: str) -> list[object]:
    rows = world.all(OutboxMessage, OutboxMessage.template == template)
    return sorted((row.user_id for row in rows), key=str)


def kinds(world: World) -> list[str]:
    return sorted(row.kind for row in world.all(Alert))


def a_desk(mail=None) -> Desk:
    texts = Texts("/nonexistent")
    return Desk(mail or RecordingMail(), RecordingSms(), NullPush(), texts.gettext, "http://x")


# --- who is not there


def test_a_quarter_after_the_start_the_coach_is_called_once(engine_app, world, booked):
    assert watching.watch_check_ins(now=world.move_to("ma 10:14")) == 0
    assert watching.watch_check_ins(now=world.move_to("ma 10:15")) == 1
    assert watching.watch_check_ins(now=world.pass_time(minutes=1)) == 0
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.level, alert.coach_id) == ("no_check_in", "now", world.carla.user_id)
    assert alert.due_at == alert.raised_at + 15 * MINUTE
    assert heard(world, "alert_now") == [world.carla.user_id]


def test_who_comes_or_says_so_closes_the_call(world, booked):
    watching.watch_check_ins(now=world.move_to("ma 10:20"))
    attendance.check_in(world.kalle, booked, now=world.pass_time(minutes=1))
    assert world.all(Alert)[0].state is AlertState.DONE
    attendance.undo_attendance(world.kalle, booked, now=world.now)
    assert watching.watch_check_ins(now=world.now) == 0


def test_nobody_is_missed_who_came_or_told(world):
    shift_id = world.shift(day="ma", starts="10:00", ends="12:00", places=2)
    world.placed(world.kalle, shift_id, state=AttendanceState.CHECKED_IN)
    attendance.cannot_come(world.kaisa, world.placed(world.kaisa, shift_id), now=world.now)
    assert watching.watch_check_ins(now=world.move_to("ma 10:30")) == 0


def test_it_is_on_the_phone_within_a_minute(world, booked, at_work):
    """The worker's own table, asked every ten seconds of the clock: what is due goes out."""
    desk = a_desk()
    worker = Worker(Tools(desk, "one"), lambda: world.now, world.app.app_context)
    works = [one for one in TABLE if one.name in {"watch_check_ins", "deliver_outbox"}]
    due = {one.name: world.move_to("ma 10:14") for one in works}
    begun = world.at("ma 10:15")
    while not desk.sms.sent and world.now < begun + timedelta(minutes=5):
        for one in works:
            if due[one.name] <= world.now:
                worker.run(one)
                due[one.name] = world.now + one.every
        world.pass_time(seconds=1)
    assert world.now - begun <= MINUTE
    assert desk.sms.sent[0].to == "+358401"


# --- the client presses


def test_help_calls_the_coach_and_waits_until_it_is_seen_to(engine_app, world):
    alerts.ask_for_help(world.kalle, now=world.now)
    alerts.ask_for_help(world.kalle, now=world.pass_time(minutes=2))
    (alert,) = world.all(Alert)
    assert heard(world, "alert_now") == [world.carla.user_id]
    alerts.finish(world.carla, alert.id, now=world.now)
    alerts.ask_for_help(world.kalle, now=world.pass_time(minutes=1))
    assert kinds(world) == ["help", "help"]


def test_help_at_night_is_heard_in_the_morning(world):
    alerts.ask_for_help(world.kalle, now=world.move_to("ma 23:00"))
    (letter,) = world.all(OutboxMessage)
    assert letter.next_try_at == world.at("ti 08:00")
    assert world.all(Alert)[0].due_at == world.at("ti 08:15")


# --- who hears next


def test_first_a_colleague_then_the_manager_each_once(engine_app, world, booked, at_work):
    watching.watch_check_ins(now=world.move_to("ma 10:15"))
    assert alerts.pass_on(now=world.pass_time(minutes=14)) == 0
    assert alerts.pass_on(now=world.pass_time(minutes=1)) == 1
    assert alerts.pass_on(now=world.now) == 0
    assert world.all(Alert)[0].substitute_id == world.celia.user_id
    assert heard(world, "alert_passed_on_now") == [world.celia.user_id]
    assert [one.kind for one in store.list_alerts(world.celia, now=world.now)] == ["no_check_in"]
    assert alerts.pass_on(now=world.pass_time(minutes=15)) == 1
    assert alerts.pass_on(now=world.pass_time(days=1)) == 0
    assert heard(world, "alert_unanswered") == [world.maija.user_id]


def test_what_somebody_has_taken_on_goes_no_further(world, booked, at_work):
    watching.watch_check_ins(now=world.move_to("ma 10:15"))
    alerts.acknowledge(world.carla, world.all(Alert)[0].id, now=world.now)
    assert alerts.pass_on(now=world.pass_time(hours=3)) == 0


def test_the_colleague_may_see_to_it(world, booked, at_work, browse):
    watching.watch_check_ins(now=world.move_to("ma 10:15"))
    alerts.pass_on(now=world.pass_time(minutes=15))
    page = browse(world.celia).get("/coach/")
    assert "ei ole kirjautunut vuorolle" in page.text
    assert "Salanen" not in page.text
    alerts.finish(world.celia, world.all(Alert)[0].id, now=world.now)
    assert world.all(Alert)[0].state is AlertState.DONE


def test_with_no_colleague_at_work_the_manager_hears_at_once(world, booked):
    watching.watch_check_ins(now=world.move_to("ma 10:15"))
    world.pass_time(minutes=15)
    assert [alerts.pass_on(now=world.now) for _ in range(3)] == [1, 1, 0]
    assert heard(world, "alert_passed_on_now") == []
    assert heard(world, "alert_unanswered") == [world.maija.user_id]


def test_when_the_coach_is_away_a_colleague_hears_at_once(world, at_work):
    day = {"starts_on": world.today, "ends_on": world.today}
    world.add(Absence(user_id=world.carla.user_id, **day))
    alerts.ask_for_help(world.kalle, now=world.now)
    assert alerts.pass_on(now=world.now) == 1
    assert world.all(Alert)[0].substitute_id == world.celia.user_id


def test_the_manager_hears_of_the_calm_ones_in_one_letter_a_day(world):
    with unit_of_work():
        for number in range(3):
            kind, whose = AlertKind.NO_MESSAGES, world.kalle.client_id
            store.call(kind, whose, f"x:{number}", now=world.now)
    assert alerts.pass_on(now=world.pass_time(days=2)) == 3
    assert heard(world, "alert_unanswered") == [world.maija.user_id]


# --- what the site sees of a month, of passes and of silence


def test_silence_is_one_letter_for_all_and_ends_with_a_word(engine_app, world):
    world.pass_time(days=29)
    assert watching.watch_silence(now=world.now) == 3
    assert watching.watch_silence(now=world.now) == 0
    assert len(heard(world, "clients_silent")) == 2
    assert heard(world, "alert_raised") == []
    world.placed(world.kalle, world.shift(day="pe"))
    watching.watch_silence(now=world.pass_time(days=1))
    states = {row.client_id: row.state for row in world.all(Alert)}
    assert states[world.kalle.client_id] is AlertState.DONE
    assert states[world.kaisa.client_id] is AlertState.OPEN


def test_near_and_over_the_limit_call_once_each(engine_app, world):
    world.add(
        BenefitSituation(
            client_id=world.kalle.client_id, benefit=Benefit.DISABILITY_PENSION,
            valid_from=world.today, own_limit_cents=5000,
        )
    )  # fmt: skip
    for day in ("ma", "ti"):
        world.performed(
            world.kalle, world.shift(day=day, pay_cents_per_hour=1200), hours=HoursState.AGREED
        )
        watching.watch_limits(now=world.now)
        watching.watch_limits(now=world.now)
    assert kinds(world) == ["limit_over"] or kinds(world) == ["limit_near", "limit_over"]


def test_a_pass_that_is_needed_soon(engine_app, world):
    shift_id = world.shift(day="pe", places=2, passes=[PassKind.SAFETY_CARD.value])
    world.placed(world.kalle, shift_id)
    world.placed(world.kaisa, shift_id)
    world.pass_(world.kaisa, PassKind.SAFETY_CARD, shown_on=world.today)
    assert watching.watch_passes(now=world.now) == 1
    assert watching.watch_passes(now=world.now) == 0
    (alert,) = world.all(Alert)
    assert (alert.kind, alert.client_id) == ("pass_soon", world.kalle.client_id)


def test_a_pass_that_ends_is_asked_anew_for_the_work_after_it(engine_app, world):
    card, kalle = PassKind.SAFETY_CARD, world.kalle
    last = world.today + timedelta(days=2)
    pass_id = world.pass_(kalle, card, shown_on=world.today)
    world.change(Pass, pass_id, valid_until=last)
    world.placed(kalle, world.shift(str(world.today + timedelta(days=1)), passes=[card.value]))
    assert watching.watch_passes(now=world.now) == 1
    assert watching.watch_passes(now=world.now) == 0
    assert kinds(world) == ["pass_ends"]
    world.placed(kalle, world.shift(str(last + timedelta(days=1)), passes=[card.value]))
    assert watching.watch_passes(now=world.now) == 1
    assert kinds(world) == ["pass_ends", "pass_soon"]
    readiness.show_pass(
        world.carla, kalle.client_id, card, world.today + timedelta(days=365), now=world.now
    )
    assert list_passes_soon(until=last + timedelta(days=28), now=world.now) == []


# --- nothing is lost


def test_with_the_mail_server_down_then_up_it_is_sent_once(engine_app, world, booked):
    down = a_desk(SmtpMail(SmtpPlace("127.0.0.1", free_port())))
    watching.watch_check_ins(now=world.move_to("ma 10:15"))
    mine = OutboxMessage.user_id.is_not(None)
    for _ in range(3):
        delivery.send_due(down, worker="w", now=world.now)
        assert [row.state for row in world.all(OutboxMessage, mine)] == ["new"]
        world.pass_time(minutes=4)
    box = Letterbox()
    with mail_server(box) as port:
        for _ in range(3):
            up = a_desk(SmtpMail(SmtpPlace("127.0.0.1", port)))
            delivery.send_due(up, worker="w", now=world.pass_time(minutes=10))
    assert list(box.ids.values()) == [1]
    assert [row.state for row in world.all(OutboxMessage, mine)] == ["sent"]
