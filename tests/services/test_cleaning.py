"""The nightly cleaning takes what has served its time, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from app.services.cleaning import clean_up
from app.store import logins, outbox, rates
from app.store.models.people import User
from app.store.models.trail import (
    ImportPreview,
    LinkToken,
    Login,
    OutboxMessage,
    RateCount,
    WorkDone,
)
from app.store.outbox import Letter
from app.store.transaction import unit_of_work


def test_old_links_uploads_counts_and_notes_go(engine_app, world):
    now = world.now
    links = [
        LinkToken(token_hash=bytes([n]), kind="sign_in", created_at=now, expires_at=now + span)
        for n, span in enumerate((timedelta(minutes=10), timedelta(days=7)))
    ]
    preview = ImportPreview(
        user_id=world.dina.user_id, kind="tasks", file_name="t.csv", content="x",
        created_at=now, expires_at=now + timedelta(hours=1),
    )  # fmt: skip
    world.add(*links, preview, WorkDone(key="old", done_at=now - timedelta(days=401)))
    with unit_of_work():
        rates.take("link", "oona@example.org", now=now)
    assert clean_up(now=now) == 1
    world.pass_time(days=3)
    assert clean_up(now=world.now) == 3
    assert [link.id for link in world.all(LinkToken)] == [links[1].id]
    assert world.count(ImportPreview) + world.count(RateCount) + world.count(WorkDone) == 0


def test_sessions_go_a_month_after_their_end(engine_app, world):
    with unit_of_work() as session:
        user = session.get_one(User, world.carla.user_id)
        ended, _ = logins.add_login(user, "demo", now=world.now)
        logins.add_login(user, "demo", now=world.now)
        session.flush()
        logins.revoke(ended.id, now=world.now)
        ended_id = ended.id
    world.pass_time(days=29)
    clean_up(now=world.now)
    assert world.count(Login) == 2
    world.pass_time(days=2)
    clean_up(now=world.now)
    assert world.count(Login) == 1
    assert world.count(Login, Login.id == ended_id) == 0


def test_a_sent_message_keeps_its_key_and_loses_its_words(engine_app, world):
    with unit_of_work() as session:
        oona = session.get_one(User, world.oona.user_id)
        for key in ("sent", "waiting"):
            outbox.queue_to_user(oona, Letter("task_opened", key, {"title": "x"}), now=world.now)
    sent = world.all(OutboxMessage, OutboxMessage.dedupe_key == "sent")[0]
    world.change(OutboxMessage, sent.id, state="sent")
    world.pass_time(days=8)
    clean_up(now=world.now)
    assert world.get(OutboxMessage, sent.id).facts is None
    assert world.get(OutboxMessage, sent.id).address is None
    waiting = world.all(OutboxMessage, OutboxMessage.dedupe_key == "waiting")[0]
    assert "title" in waiting.facts
