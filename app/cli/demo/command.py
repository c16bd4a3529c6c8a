"""`flask demo`: the demo's year, or a bigger synthetic population."""

from __future__ import annotations

import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import click
from flask import current_app

from app.cli.demo import cast, fading, letters, money, persons, week, workplaces
from app.cli.demo.population import SIZES, Population, as_csv
from app.cli.ready import with_database
from app.domain.calendar import local_day
from app.domain.policy import SYSTEM
from app.services import imports, week_plans
from app.store import demo as store
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

SEED = 20261121
REFUSED = "flask demo is for trying the site: APP_ENV is production, so nothing was written."


@click.command("demo")
@click.option("--size", type=click.Choice(tuple(SIZES)), help="A bigger population, in bulk.")
@click.option("--seed", type=int, default=SEED, show_default=True)
@with_database
def demo(size: str | None, seed: int) -> None:
    """Fill an empty database with invented people and a year of their work."""
    if not current_app.extensions["jobcenter_settings"].demo:
        raise click.ClickException(REFUSED)
    now = current_app.extensions["jobcenter_clock"].utcnow()
    store.hurry()
    if size:
        add_population(size, seed, now)
    else:
        build(seed, now)


def build(seed: int, now: datetime) -> None:
    """The demo's people and their year, with a progress bar."""
    today = local_day(now)
    people = cast.add_people(seed=seed, today=today, now=now - timedelta(weeks=54))
    span = timedelta(weeks=week.WEEKS_BACK + 1)
    with click.progressbar(length=span.days, label="A year of work", file=sys.stderr) as bar:

        def told(when: datetime) -> None:
            done = span.days - (now - when).days
            bar.update(max(0, done - bar.pos))

        week.live(people, seed=seed, now=now, told=told)
    money.tell(people, now=now)
    workplaces.keep(people, now=now)
    fading.fade(people, now=now)
    persons.keep(people, now=now)
    letters.word(people, now=now)
    # The worker makes it as soon as the site runs.
    week_plans.ask_for_joint(people.dispatcher, week_plans.next_week(now), now=now)
    with unit_of_work():
        store.call_messages_sent(before=now - timedelta(days=1))
        store.finish_state(now=now)


def add_population(size: str, seed: int, now: datetime) -> None:
    """Units, staff, organisations, clients, ties and open tasks, each with a progress bar."""
    people = Population(SIZES[size], seed, local_day(now))
    with unit_of_work():
        store.add_floor(None, "Kaikki alat", 1100, on=local_day(now) - timedelta(days=365))
    for kind in ("units", "staff", "organisations", "clients", "teams", "blocked", "tasks"):
        data = as_csv(getattr(people, kind)())
        with click.progressbar(length=len(data), label=kind, file=sys.stderr) as bar:

            def progress(done: int, _all: int, bar: object = bar) -> None:
                bar.update(max(0, done - bar.pos))  # type: ignore[attr-defined]

            report = imports.import_file(
                SYSTEM, kind, data, now=now, open_tasks=True, progress=progress
            )
        if not report.clean:
            raise click.ClickException(f"{kind}: {report.errors[:3]}")
