"""`flask keys make FILE`: a new key ring for an installation."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.config import Keys

keys = AppGroup("keys", help="The key ring outside the database.")


@keys.command("make")
@click.argument("file", type=click.Path(path_type=Path))
def make(file: Path) -> None:
    """Write a new key ring to FILE; an existing file is never touched."""
    try:
        Keys.new().save(file)
    except FileExistsError as error:
        raise click.ClickException(
            f"{file.name} exists already; keys are never replaced"
        ) from error
    click.echo(f"Keys written to {file.name}. Keep a copy apart from the database.")
