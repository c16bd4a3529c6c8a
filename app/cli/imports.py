"""`flask import KIND FILE`: take in a file of units, staff, orderers, clients, ties or tasks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import current_app

from app.cli.ready import with_database
from app.domain.imports.report import told_effects
from app.domain.imports.words import COMMANDS, EFFECTS, sentence
from app.domain.policy import SYSTEM
from app.services.imports import import_file
from app.store.imports.shelves import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.domain.imports.columns import Problem
    from app.domain.imports.report import ImportReport

MOST_SHOWN = 50


@click.command("import")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--open", "open_tasks", is_flag=True, help="Open tasks that pass the screening.")
@with_database
def import_(kind: str, file: Path, dry_run: bool, open_tasks: bool) -> None:  # noqa: FBT001
    """Take in FILE: all of it, or nothing when any row has an error (then the exit code is 1)."""
    data = _read(file)
    with click.progressbar(length=max(1, len(data)), label=kind, file=sys.stderr) as bar:

        def progress(done: int, _all: int) -> None:
            bar.update(max(0, done - bar.pos))

        report = import_file(
            SYSTEM, kind, data, now=current_app.extensions["jobcenter_clock"].utcnow(),
            dry_run=dry_run, open_tasks=open_tasks, progress=progress,
        )  # fmt: skip
    _tell(report, dry_run=dry_run)
    if not report.clean:
        raise SystemExit(1)


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(COMMANDS["file_unreadable"] % {"file": file.name}) from error


def _tell(report: ImportReport, *, dry_run: bool) -> None:
    _list(report.warnings, report.warning_count, COMMANDS["warning"])
    _list(report.errors, report.error_count, "")
    if not report.clean:
        click.echo(COMMANDS["refused"] % {"count": report.error_count}, err=True)
        return
    counts = {
        "created": report.created, "changed": report.changed, "unchanged": report.unchanged,
        "warnings": report.warning_count,
    }  # fmt: skip
    click.echo(COMMANDS["dry_run" if dry_run else "done"] % counts)
    for code, number in told_effects(report, exactly=True).items():
        click.echo(EFFECTS[code] % {"count": number})


def _list(problems: Sequence[Problem], count: int, mark: str) -> None:
    for problem in problems[:MOST_SHOWN]:
        click.echo(mark + line_of(problem), err=True)
    if count > MOST_SHOWN:
        click.echo(COMMANDS["more"] % {"count": count - MOST_SHOWN}, err=True)


def line_of(problem: Problem) -> str:
    """A problem as one line: where it is and what is wrong."""
    place = "place_cell" if problem.column else "place_row"
    where = COMMANDS[place] % {"line": problem.line, "column": problem.column}
    said = sentence(problem.code, problem.facts)
    return f"{where}: {said}" if problem.line else said
