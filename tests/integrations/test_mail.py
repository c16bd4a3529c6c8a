"""Mail by SMTP: what is sent, and what each answer of a server means."""

from __future__ import annotations

import smtplib
from datetime import UTC, datetime

import pytest

from app.integrations.mail import Mail, NullMail, RecordingMail, SmtpMail, SmtpPlace
from app.integrations.sending import CannotSend, ChannelDown, TryLater
from tests.mail_server import Letterbox, free_port, mail_server

MAIL = Mail(
    "oona@example.org", "Tekijä löytyi: Äidin apu", "Hei!\n\nhttps://jobcenter.example.org/x",
    "<1@example.org>", datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
)  # fmt: skip


@pytest.fixture
def box():
    return Letterbox()


@pytest.fixture
def smtp(box):
    with mail_server(box) as port:
        sender = SmtpMail(SmtpPlace("127.0.0.1", port, sender="palvelu@example.org"))
        yield sender
        sender.close()


def test_finnish_words_arrive_whole(smtp, box):
    smtp.send(MAIL)
    message = box.came[0]
    assert str(smtplib.email.header.make_header(
        smtplib.email.header.decode_header(message["Subject"]))) == MAIL.subject  # fmt: skip
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Mon, 23 Nov 2026 07:00:00 +0000"


def test_one_connection_serves_many(smtp, box):
    for _ in range(3):
        smtp.send(MAIL)
    assert len(box.came) == 3


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [("550 No", CannotSend), ("450 Grey", TryLater), ("421 Busy", ChannelDown)],
)
def test_what_an_answer_about_the_receiver_means(smtp, box, answer, meaning):
    box.to_receiver["*"] = answer
    with pytest.raises(meaning):
        smtp.send(MAIL)
    box.to_receiver.clear()
    smtp.send(MAIL)
    assert len(box.came) == 1


@pytest.mark.parametrize(("answer", "meaning"), [("554 No", CannotSend), ("451 Later", TryLater)])
def test_what_an_answer_about_the_content_means(smtp, box, answer, meaning):
    box.to_data = answer
    with pytest.raises(meaning):
        smtp.send(MAIL)


def test_no_server_means_down():
    with pytest.raises(ChannelDown):
        SmtpMail(SmtpPlace("127.0.0.1", free_port())).send(MAIL)


@pytest.mark.parametrize("wrong", [{"user": "x", "password": "y"}, {"tls": True}])
def test_wrong_settings_lose_no_mail(box, wrong):
    with mail_server(box) as port, pytest.raises(ChannelDown):
        SmtpMail(SmtpPlace("127.0.0.1", port, **wrong)).send(MAIL)


@pytest.mark.parametrize("address", ["", "nobody", "a@b\nBcc: c@d", "a@b\r\nRCPT TO:<c@d>"])
def test_an_address_that_is_none_is_refused_before_it_leaves(smtp, box, address):
    with pytest.raises(CannotSend):
        smtp.send(Mail(address, "x", "y", "<1@x>", MAIL.written_at))
    assert box.came == []


def test_the_others_keep_or_take():
    kept = RecordingMail()
    kept.send(MAIL)
    kept.close()
    assert kept.sent == [MAIL]
    NullMail().send(MAIL)
    NullMail().close()
