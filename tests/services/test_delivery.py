"""The outbox, emptied by a real mail server in all its moods: nothing lost, nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import Missing
from app.domain.vocabulary import Channel
from app.integrations.mail import RecordingMail, SmtpMail, SmtpPlace
from app.integrations.push import NullPush
from app.integrations.sending import CannotSend, ChannelDown
from app.integrations.sms import NoSms, RecordingSms
from app.integrations.texts import Texts
from app.services import delivery
from app.services.delivery import Desk
from app.store import deliveries, letters, outbox
from app.store.models.people import Client, User
from app.store.models.trail import AuditEvent, OutboxMessage
from app.store.outbox import Letter
from app.store.transaction import unit_of_work
from tests.mail_server import Letterbox, free_port, mail_server

WORKER = "test"


@pytest.fixture
def box():
    return Letterbox()


@pytest.fixture
def smtp(box):
    with mail_server(box) as port:
        yield SmtpMail(SmtpPlace("127.0.0.1", port, sender="palvelu@example.org"))


def desk(mail=None, sms=None, tmp="/nonexistent"):
    texts = Texts(tmp)
    return Desk(mail or RecordingMail(), sms or RecordingSms(), NullPush(), texts.gettext,
                "https://jobcenter.example.org")  # fmt: skip


def write_to(world, person, key="k1", template="task_received", **letter):
    facts = {"title": "Apua keittiöön", "path": "/orderer/tasks/1"}
    with unit_of_work() as session:
        user = session.get_one(User, person.user_id)
        outbox.queue_to_user(user, Letter(template, key, facts, **letter), now=world.now)


def write_to_client(world, person, key="k1", template="offer_new"):
    with unit_of_work() as session:
        client = session.get_one(Client, person.client_id)
        outbox.queue_to_client(client, Letter(template, key, {"path": "/client/"}), now=world.now)


def send(world, at_desk):
    return delivery.send_due(at_desk, worker=WORKER, now=world.now)


def states(world):
    return [message.state for message in world.all(OutboxMessage)]


def the_message(world):
    return world.all(OutboxMessage)[0]


def test_a_mail_goes_out_in_words_with_a_link(engine_app, world, smtp, box):
    write_to(world, world.oona)
    assert send(world, desk(smtp)) == 1
    mail = box.came[0]
    assert mail["To"].startswith("oona.")
    assert mail["From"] == "palvelu@example.org"
    body = mail.get_payload(decode=True).decode()
    assert "https://jobcenter.example.org/orderer/tasks/1" in body
    assert mail["Message-ID"] == f"<{the_message(world).id}@jobcenter.example.org>"
    assert states(world) == ["sent"]


def test_the_same_key_is_written_once_and_sent_once(engine_app, world):
    at_desk = desk()
    write_to(world, world.oona)
    write_to(world, world.oona)
    send(world, at_desk)
    send(world, at_desk)
    assert len(at_desk.mail.sent) == 1


def test_with_the_server_down_it_waits_longer_and_longer_and_then_goes(world, box):
    gone = desk(SmtpMail(SmtpPlace("127.0.0.1", free_port())))
    write_to(world, world.oona)
    waits = []
    for _ in range(9):
        send(world, gone)
        message = the_message(world)
        waits.append(message.next_try_at - world.now)
        world.pass_time(seconds=waits[-1].total_seconds())
    assert [wait.total_seconds() / 60 for wait in waits] == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert "ChannelDown" in the_message(world).last_error
    with mail_server(box) as port:
        send(world, desk(SmtpMail(SmtpPlace("127.0.0.1", port))))
    assert len(box.came) == 1
    assert states(world) == ["sent"]


def test_while_the_server_is_down_only_one_mail_is_tried_and_text_messages_go_on(world):
    class Down(RecordingMail):
        tries = 0

        def send(self, mail):  # noqa: ARG002
            self.tries += 1
            raise ChannelDown("no answer")

    at_desk = desk(Down())
    for number in range(15):
        write_to(world, world.oona, f"k{number}")
    write_to_client(world, world.kalle, "sms")
    send(world, at_desk)
    assert at_desk.mail.tries == 1
    assert len(at_desk.sms.sent) == 1
    assert sorted(set(states(world))) == ["new", "sent"]
    assert world.count(OutboxMessage, OutboxMessage.lease_until.is_not(None)) == 0


def test_greylisting_puts_one_mail_off_and_lets_the_others_through(world, smtp, box):
    box.to_receiver["*"] = "450 Come again"
    write_to(world, world.oona, "grey")
    send(world, desk(smtp))
    assert states(world) == ["new"]
    box.to_receiver.clear()
    world.pass_time(minutes=1)
    send(world, desk(smtp))
    assert states(world) == ["sent"]
    assert list(box.ids.values()) == [1]


def test_a_refused_address_fails_alone(world, smtp, box):
    write_to(world, world.oona, "a")
    write_to(world, world.otto, "b")
    otto = world.get(User, world.otto.user_id).email
    box.to_receiver[otto] = "550 No such user"
    send(world, desk(smtp))
    assert sorted(states(world)) == ["failed", "sent"]
    assert len(box.came) == 1


def test_a_refused_content_fails_and_a_busy_server_does_not(world, smtp, box):
    box.to_data = "554 Not here"
    write_to(world, world.oona, "a")
    send(world, desk(smtp))
    assert states(world) == ["failed"]
    box.to_data = "451 Later"
    write_to(world, world.oona, "b")
    send(world, desk(smtp))
    assert sorted(states(world)) == ["failed", "new"]


def test_a_mail_that_may_have_gone_goes_again_under_the_same_id(world, smtp, box):
    box.hang_up_after_data = True
    write_to(world, world.oona)
    send(world, desk(smtp))
    assert states(world) == ["new"]
    box.hang_up_after_data = False
    world.pass_time(minutes=1)
    send(world, desk(smtp))
    assert states(world) == ["sent"]
    assert list(box.ids.values()) == [2]


def test_what_is_no_use_any_more_is_dropped(world):
    at_desk = desk()
    write_to(world, world.oona, useful_until=world.now + timedelta(hours=1))
    world.pass_time(hours=2)
    send(world, at_desk)
    assert states(world) == ["dropped"]
    assert at_desk.mail.sent == []


def test_somebody_without_an_address_fails_without_stopping_the_rest(world, smtp, box):
    with unit_of_work() as session:
        session.get_one(User, world.otto.user_id).email = None
    write_to(world, world.otto, "a")
    write_to(world, world.oona, "b")
    send(world, desk(smtp))
    assert sorted(states(world)) == ["failed", "sent"]
    assert len(box.came) == 1


def test_a_message_that_cannot_be_worded_waits_and_the_rest_goes(world):
    at_desk = desk()
    write_to(world, world.oona, "a", template="no_such_template")
    write_to(world, world.oona, "b")
    send(world, at_desk)
    assert sorted(states(world)) == ["new", "sent"]


def test_a_message_that_was_tampered_with_is_put_out(world):
    at_desk = desk()
    write_to(world, world.oona, "a")
    write_to(world, world.oona, "b")
    bad = world.all(OutboxMessage, OutboxMessage.dedupe_key == "a")[0]
    world.change(OutboxMessage, bad.id, facts_sealed=bad.facts_sealed[:-1] + b"x")
    send(world, at_desk)
    assert sorted(states(world)) == ["failed", "sent"]


def test_another_worker_leaves_a_claimed_message_until_the_claim_runs_out(engine_app, world):
    write_to(world, world.oona)
    with unit_of_work():
        assert len(deliveries.claim("first", 10, now=world.now)) == 1
    at_desk = desk()
    assert send(world, at_desk) == 0
    world.pass_time(minutes=3)
    assert send(world, at_desk) == 1
    with unit_of_work():
        assert not deliveries.finish(the_message(world).id, "first", state="sent")


def test_a_client_gets_a_text_message_that_says_nothing(world):
    at_desk = desk()
    write_to_client(world, world.kalle)
    send(world, at_desk)
    sms = at_desk.sms.sent[0]
    assert sms.to == world.get(Client, world.kalle.client_id).phone
    assert sms.text == (
        "Sinulle on uusi viesti Jobcenterissä. Avaa: https://jobcenter.example.org/client/"
    )


def test_push_falls_back_to_a_text_message(world):
    world.change(Client, world.kalle.client_id, channel=Channel.PUSH)
    at_desk = desk()
    write_to_client(world, world.kalle)
    send(world, at_desk)
    assert len(at_desk.sms.sent) == 1
    assert states(world) == ["sent"]


def test_a_client_without_a_phone_is_told_by_the_coach(engine_app, world):
    pekka = world.client("Pekka", phone=None)
    at_desk = desk()
    write_to_client(world, pekka)
    send(world, at_desk)
    assert [item.first_name for item in told(world, world.carla)] == ["Pekka"]
    assert told(world, world.celia) == []
    assert [mail.subject for mail in at_desk.mail.sent] == ["Kerro asiakkaalle itse"]
    delivery.mark_told(world.carla, told(world, world.carla)[0].id, now=world.now)
    assert told(world, world.carla) == []
    assert world.all(AuditEvent)[0].object_type == "message"


def test_a_stranger_cannot_mark_it_told(world):
    pekka = world.client("Pekka", phone=None)
    write_to_client(world, pekka)
    send(world, desk())
    item = told(world, world.carla)[0]
    with pytest.raises(Missing):
        delivery.mark_told(world.celia, item.id, now=world.now)


def test_a_wrong_number_goes_to_the_coach_too(world):
    class Refusing(RecordingSms):
        def send(self, sms):  # noqa: ARG002
            raise CannotSend("refused 400")

    for sms in (Refusing(), NoSms()):
        write_to_client(world, world.kalle, type(sms).__name__)
        send(world, desk(sms=sms))
    assert len(told(world, world.carla)) == 2


def test_after_five_days_of_trying_a_letter_is_given_up(world):
    at_desk = desk(SmtpMail(SmtpPlace("127.0.0.1", 9)))
    write_to(world, world.oona)
    world.pass_time(days=5, minutes=1)
    send(world, at_desk)
    assert states(world) == ["failed"]


def told(world, coach):
    with unit_of_work():
        return deliveries.list_to_tell(coach, on=world.today)


def test_letters_to_coaches_go_by_mail(world):
    with unit_of_work():
        letters.tell_coach(world.kalle.client_id, "offer_asked_coach", "x", now=world.now)
    at_desk = desk()
    send(world, at_desk)
    assert at_desk.mail.sent[0].to.startswith("carla.")
