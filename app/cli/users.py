"""`flask users add-administrator`: the first person who can sign in to a new installation."""

from __future__ import annotations

import click
from flask import current_app
from flask.cli import AppGroup

from app.cli.ready import with_database
from app.domain.errors import Conflict
from app.services.invites import add_administrator

users = AppGroup("users", help="People who can sign in.")


@users.command("add-administrator")
@click.argument("email")
@click.option("--first-name", default="Pääkäyttäjä", help="How the site calls this person.")
@with_database
def add(email: str, first_name: str) -> None:
    """Make an administrator and print the one-time link that sets a password and an app.

    For an administrator who lost the way in, the link makes a new one.
    """
    if "@" not in email:
        raise click.ClickException("EMAIL must be a mail address")
    clock = current_app.extensions["jobcenter_clock"]
    settings = current_app.extensions["jobcenter_settings"]
    try:
        token = add_administrator(email, first_name, now=clock.utcnow())
    except Conflict as error:
        raise click.ClickException("somebody else already uses this address") from error
    click.echo("Open this link within 7 days. It works once:")
    click.echo(f"{settings.public_url}/invite/{token}")
