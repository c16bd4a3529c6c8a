"""Commands for operators: `flask prepare`, `keys`, `demo`, `import`, `worker` and the like."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cli import audit, exports, imports, keys, plans, prepare, users, worker
from app.cli.demo.command import demo

if TYPE_CHECKING:
    from flask import Flask


def init_cli(app: Flask) -> None:
    """Give the site its commands."""
    work = (worker.worker, imports.import_, exports.export, plans.plan, demo)
    for command in (prepare.prepare, keys.keys, audit.audit, users.users, *work):
        app.cli.add_command(command)
