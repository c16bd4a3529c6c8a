"""`flask worker`: the process that does the scheduled work. Any number of them may run."""

from __future__ import annotations

import logging

import click
from flask import current_app
from flask.cli import with_appcontext


@click.command("worker")
@click.option("--once", is_flag=True, help="Do everything that is due once, then end.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Deliver messages, send offers on, remind, agree hours by time, seal the trail."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    # Given by the composition root: the command line does not know the scheduled work.
    current_app.extensions["jobcenter_worker"](once=once)
