"""Commands for operators: `flask prepare`, `keys`, `demo`, `import`, `export`, `worker`, `audit`."""

from __future__ import annotations

from flask import Flask

from app.cli import audit, keys, prepare


def init_cli(app: Flask) -> None:
    """Give the site its commands."""
    for command in (prepare.prepare, keys.keys, audit.audit):
        app.cli.add_command(command)
