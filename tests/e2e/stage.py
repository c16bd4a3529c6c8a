"""Fills an instance as an office would, run as a process of its own: `python -m tests.e2e.stage`.

A process, since a site's keys are those of its process, and the other tests have their own.
Which database and which folder the environment says, as for every process of the site.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app import create_app
from app.clock import Clock
from app.domain.calendar import to_utc
from app.domain.lifecycle import TaskState
from app.services import interests, offers, screening
from app.store import demo, tasks
from app.store.logins import actor_of
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskCliRunner

DATA = Path(__file__).resolve().parents[1] / "data"
KINDS = ("units", "staff", "organisations", "clients", "tasks")
# Who of the imported people can be played; addresses and numbers are those of tests/data.
PEOPLE = {
    "orderer": "kerttu.rasanen@example.com",
    "orderer_other": "iida.hakkinen@example.com",
    "dispatcher": "osten.holmstrom@example.org",
    "coach": "kerttu.lehtonen@example.org",
    "coach_other": "jari.holmstrom@example.org",
    "administrator": "sirpa.ivanova@example.org",
    "auditor": "ritva.niemi@example.org",
}
CLIENTS = {"client": "A100195", "client_other": "A100049"}


class StagingFailed(Exception):
    """A command of the site ended badly; the message is what it printed."""


def run(runner: FlaskCliRunner, *arguments: str) -> None:
    done = runner.invoke(args=list(arguments))
    if done.exit_code != 0:
        raise StagingFailed(f"flask {' '.join(arguments)}:\n{done.output}\n{done.exception!r}")


def set_clock(local: str) -> None:
    """Let the demo's clock show this local time now, from where it goes on."""
    wanted = datetime.fromisoformat(local)
    away = to_utc(wanted.date(), wanted.time()) - Clock().utcnow()
    with unit_of_work():
        if demo.find_state() is None:
            demo.add_state(seed=0, now=Clock().utcnow())
        demo.move_clock(int((away - demo.clock_offset()).total_seconds()))


def fill(app: Flask, *, be_open: bool, with_floor: bool) -> None:
    """Take in the five files by the command line, and say who can be played."""
    runner = app.test_cli_runner()
    if with_floor:
        with app.app_context(), unit_of_work():
            demo.add_floor(None, "Kaikki alat", 1100, on=date(2026, 1, 1))
    for kind in KINDS:
        opening = ["--open"] if be_open and kind == "tasks" else []
        run(runner, "import", kind, str(DATA / f"{kind}.csv"), *opening)
    with app.app_context(), unit_of_work():
        demo.mark_people(PEOPLE, CLIENTS)


def vouch_for_texts(now: datetime) -> None:
    """Let the dispatcher open what waits only because a text of it is hard to read."""
    dispatcher = demo.find_user("dispatcher")
    if dispatcher is None:
        raise StagingFailed("nobody to open the orders")
    actor = actor_of(dispatcher, None)
    waiting = tasks.list_tasks(actor, states=(TaskState.SUBMITTED,))
    for task_id, found in tasks.screenings_of(waiting, now=now).items():
        if not found.stops and not found.to_confirm:
            screening.open_task(
                actor, task_id, floor_confirmed=False, texts_confirmed=True, now=now
            )


def offer_to_client(now: datetime) -> None:
    """Let the coach offer the client what fits best, so that there is a letter with a link."""
    coach, client = (demo.find_user(key) for key in ("coach", "client"))
    if coach is None or client is None or client.client_id is None:
        raise StagingFailed("nobody to make an offer, or nobody to get it")
    best = interests.list_fitting(actor_of(client, None), now=now)[0].shift.id
    offers.offer_shifts(actor_of(coach, None), [best], [client.client_id], now=now)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--clock", help="what the clock of the wall shows, 2026-11-23T09:00")
    parser.add_argument("--open", action="store_true", help="open the orders that pass")
    parser.add_argument("--vouch", action="store_true", help="open those with hard texts, too")
    parser.add_argument("--floor", action="store_true", help="one wage floor for every work")
    parser.add_argument("--offer", action="store_true", help="one open offer to the client")
    parser.add_argument("--clock-only", action="store_true", help="leave the data as it is")
    wishes = parser.parse_args()
    app = create_app()
    run(app.test_cli_runner(), "db", "upgrade")
    with app.app_context():
        if wishes.clock:
            set_clock(wishes.clock)
    if not wishes.clock_only:
        fill(app, be_open=wishes.open, with_floor=wishes.floor)
    with app.app_context():
        now = app.extensions["jobcenter_clock"].utcnow()
        if wishes.vouch:
            vouch_for_texts(now)
        if wishes.offer:
            offer_to_client(now)
        demo.release()


if __name__ == "__main__":
    try:
        main()
    except StagingFailed as failure:
        sys.exit(str(failure))
