"""Commands that need the database: without its tables they say what to do, and do nothing."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar

import click
from flask.cli import with_appcontext

from app.store import health

if TYPE_CHECKING:
    from collections.abc import Callable

Told = ParamSpec("Told")
Answer = TypeVar("Answer")


def with_database(command: Callable[Told, Answer]) -> Callable[Told, Answer]:
    """The command within the site. Raises: ClickException where the database is not ready."""

    @wraps(command)
    def run(*args: Told.args, **kwargs: Told.kwargs) -> Answer:
        if not health.is_ready():
            raise click.ClickException(
                "The database does not answer, or has no tables yet: flask db upgrade makes them."
            )
        return command(*args, **kwargs)

    return with_appcontext(run)
