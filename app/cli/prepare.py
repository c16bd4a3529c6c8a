"""`flask prepare`: bring the database to the newest version, ready to serve."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import downgrade, upgrade

from app.cli.demo.command import SEED, build
from app.store import demo, demo_dates
from app.store.transaction import unit_of_work


@click.command("prepare")
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
@click.option("--fresh", is_flag=True, help="Throw the demo away and build it anew.")
@with_appcontext
def prepare(no_demo: bool, fresh: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Migrate; in the demo also fill an empty database and move old dates to this week."""
    settings = current_app.extensions["jobcenter_settings"]
    upgrade()
    if no_demo or not settings.demo:
        return
    state = demo.find_state()
    if state is not None and (fresh or not state.ready):
        # Built anew, or broken off in the middle: only the demo's own database is ever emptied.
        demo.release()
        downgrade(revision="base")
        upgrade()
        state = None
    if state is None and demo.is_empty():
        demo.hurry()
        build(SEED, current_app.extensions["jobcenter_clock"].utcnow())
        return
    _refresh()


def _refresh() -> None:
    """Move a demo that has grown old by whole weeks."""
    now = current_app.extensions["jobcenter_clock"].utcnow()
    weeks = demo_dates.weeks_behind(now=now)
    if weeks:
        click.echo(f"The demo moves on by {weeks} weeks.", err=True)
        with unit_of_work():
            demo_dates.move(weeks)
