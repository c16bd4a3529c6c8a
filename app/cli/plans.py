"""`flask plan`: plan a week for one unit or all of them, here and now, with a progress line."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from app.domain.calendar import week_from_name
from app.domain.errors import ExpectedError
from app.services import week_plans


@click.command("plan")
@click.option("--week", "name", help="The ISO week, such as 2026-W49; else the next one.")
@click.option("--unit", "code", help="The code of a unit; else every unit with clients.")
@with_appcontext
def plan(name: str | None, code: str | None) -> None:
    """Plan a week as a proposal to coaches; nothing is offered to anybody by it."""
    from app.services import planning  # the solver is not for every command

    now = current_app.extensions["jobcenter_clock"].utcnow()
    try:
        week_on = week_from_name(name) if name else week_plans.next_week(now)
        asked = week_plans.ask_for_units(week_on, code, now=now)
    except ExpectedError as error:
        raise click.ClickException(f"{error.code}: {dict(error.facts)}") from error
    with click.progressbar(length=asked, label="Units planned") as bar:
        while planning.make_plans(now=now, limit=1):
            bar.update(1)
    for made in week_plans.list_made(week_on):
        click.echo(f"{made.unit}: {made.people} people, {made.state}, ended by {made.ended_by}")
