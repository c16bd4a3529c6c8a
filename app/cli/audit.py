"""`flask audit verify`: check the trail's signatures and chain."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.store import audit as trail

audit = AppGroup("audit", help="The trail of reads and acts.")


@audit.command("verify")
def verify() -> None:
    """Check every row; ends with 1 when something was changed or taken out."""
    verdict = trail.verify()
    for fault in verdict.faults[:20]:
        click.echo(fault, err=True)
    click.echo(
        f"{verdict.sealed} rows sealed, {verdict.unsealed} waiting, {len(verdict.faults)} faults"
    )
    if verdict.faults:
        raise SystemExit(1)
