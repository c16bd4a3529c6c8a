"""`flask export KIND [FILE]`: write what is kept in the form that `flask import` reads."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app

from app.cli.ready import with_database
from app.domain.imports.words import COMMANDS
from app.domain.policy import SYSTEM
from app.services.exports import export_file
from app.store.imports.shelves import KINDS

if TYPE_CHECKING:
    from datetime import datetime

BLOCK = 1_000_000


@click.command("export")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), default=Path("-"))
@with_database
def export(kind: str, file: Path) -> None:
    """Write all rows of KIND to FILE, or to the standard output; a file is replaced as a whole."""
    now = current_app.extensions["jobcenter_clock"].utcnow()
    if str(file) == "-":
        _to_stdout(kind, now)
        return
    partial = file.with_name(f".{file.name}.partial")
    try:
        with open(partial, "w", encoding="utf-8", newline="", opener=_for_owner_only) as out:
            count = export_file(SYSTEM, kind, out, now=now)
        partial.replace(file)
    finally:
        partial.unlink(missing_ok=True)
    click.echo(COMMANDS["exported"] % {"count": count, "file": file.name}, err=True)


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _to_stdout(kind: str, now: datetime) -> None:
    # Nothing goes out before the trail is written.
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as kept:
        export_file(SYSTEM, kind, kept, now=now)
        kept.seek(0)
        stdout = sys.stdout.buffer
        while block := kept.read(BLOCK):
            stdout.write(block.encode())
