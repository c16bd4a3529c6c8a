"""Workers killed in the middle of sending: nothing is lost, nothing is seen twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.clock import Clock
from app.services import works
from app.store import outbox
from app.store.models.people import User
from app.store.models.trail import DemoState, OutboxMessage
from app.store.outbox import Letter
from app.store.transaction import unit_of_work
from tests.databases import KEYS
from tests.mail_server import Letterbox, mail_server

ROOT = Path(__file__).resolve().parent.parent.parent
LETTERS = 200
PATIENCE_SECONDS = 90


@pytest.fixture
def environment(engine_app, tmp_path):
    """What a worker process of this site is told."""
    KEYS.save(tmp_path / "keys.json")
    url = engine_app.config["SQLALCHEMY_DATABASE_URI"]
    return {
        **os.environ, "APP_ENV": "demo", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url,
        "SMTP_HOST": "127.0.0.1", "PUBLIC_URL": "http://localhost",
    }  # fmt: skip


@contextmanager
def workers(environment, port):
    """A function that starts one more worker; all end with the block."""
    running, log = [], Path(environment["INSTANCE_PATH"]) / "log"

    def start():
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        env = {**environment, "SMTP_PORT": str(port)}
        with log.open("ab") as lines:
            running.append(subprocess.Popen(command, cwd=ROOT, env=env, stderr=lines))
        return running[-1]

    try:
        yield start
    finally:
        for process in running:
            process.kill()
            process.wait()
        sys.stdout.write(log.read_text()[-4000:])  # shown when the test fails


def write_letters(world, count):
    # The workers run in real time, so the letters are written in it.
    now = Clock().utcnow()
    with unit_of_work() as session:
        oona = session.get_one(User, world.oona.user_id)
        for number in range(count):
            letter = Letter("task_opened", f"k{number}", {"title": "Apua", "path": "/"})
            outbox.queue_to_user(oona, letter, now=now)


def let_claims_run_out(world):
    """Move the site's clock past every claim, as some minutes of waiting would."""
    world.add(DemoState(offset_seconds=600, built_at=world.now, seed=0))


def waiting(world):
    return world.count(OutboxMessage, OutboxMessage.state == "new")


def wait_until(done, seconds=PATIENCE_SECONDS):
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        time.sleep(0.1)
    return done()


@pytest.mark.slow
def test_two_workers_killed_in_the_middle_lose_and_double_nothing(world, environment):
    write_letters(world, LETTERS)
    box = Letterbox(slow_seconds=0.01)
    with mail_server(box) as port, workers(environment, port) as start:
        first, second = start(), start()
        assert box.wait_for(LETTERS // 4, PATIENCE_SECONDS)
        first.send_signal(signal.SIGKILL)
        start()
        assert box.wait_for(LETTERS // 2, PATIENCE_SECONDS)
        second.send_signal(signal.SIGKILL)
        let_claims_run_out(world)
        assert wait_until(lambda: waiting(world) == 0)
    rows = {f"<{message.id}@localhost>" for message in world.all(OutboxMessage)}
    # Lost: a row without a mail. Double: a second mail under another id.
    assert set(box.ids) == rows
    assert len(rows) == LETTERS
    # Each kill may catch one mail between its sending and its finishing; its copy has the same id.
    assert sum(box.ids.values()) - LETTERS <= 2


@pytest.mark.slow
def test_a_worker_that_is_asked_to_end_finishes_what_it_holds(world, environment):
    write_letters(world, 60)
    box = Letterbox(slow_seconds=0.01)
    with mail_server(box) as port, workers(environment, port) as start:
        process = start()
        assert box.wait_for(5, PATIENCE_SECONDS)
        asked = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
        assert time.monotonic() - asked < 10
    assert world.count(OutboxMessage, OutboxMessage.state == "sent") == len(box.ids)
    assert set(box.ids.values()) == {1}
    assert works.begin_alone("seal_trail", "next", now=Clock().utcnow())
