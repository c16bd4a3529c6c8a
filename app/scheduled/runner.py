"""The worker: runs the table until it is told to stop. APScheduler is the clock, nothing more."""

from __future__ import annotations

import logging
import signal
import threading
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from app.clock import Clock
from app.domain.calendar import local_time
from app.services import works

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from contextlib import AbstractContextManager
    from types import FrameType
    from uuid import UUID

    from app.scheduled.work import Tools, Work

log = logging.getLogger("jobcenter.worker")
THREADS = 3
# The first round is spread, so that a start doesn't ask for everything in the same second.
SPREAD = timedelta(seconds=0.2)


@dataclass(frozen=True)
class Worker:
    """One worker process: its tools, the site's clock and what every run is wrapped in."""

    tools: Tools
    clock: Callable[[], datetime]
    context: Callable[[], AbstractContextManager[Any]]

    def run(self, work: Work) -> int:
        """Do one piece of work if it is due; how much was done. One that fails is tried again."""
        with self.context():
            try:
                count = self._run(work, self.clock())
            except Exception:
                log.exception("%s failed", work.name)
                return 0
        if count:
            log.info("%s: %d", work.name, count)
        return count

    def _run(self, work: Work, now: datetime) -> int:
        if work.daily_from is not None and not _is_due_today(work.name, work.daily_from, now):
            return 0
        if not work.alone:
            return work.body(self.tools, now)
        if not works.begin_alone(work.name, self.tools.worker, now=now):
            return 0
        try:
            count = work.body(self.tools, now)
            if work.daily_from is not None:
                works.mark_done_today(work.name, now=now)
            return count
        finally:
            works.end_alone(work.name, self.tools.worker, now=now)


def _is_due_today(name: str, since: time, now: datetime) -> bool:
    return local_time(now) >= since and not works.is_done_today(name, now=now)


def each_alone(
    things: Iterable[UUID], act: Callable[[UUID], int], tell_stuck: Callable[[UUID, str], None]
) -> int:
    """How much was done with all of them; one that breaks is told of and holds up no other."""
    done = 0
    for one in things:
        try:
            done += act(one)
        except Exception as error:
            log.exception("%s broke", one)
            tell_stuck(one, type(error).__name__)
    return done


def serve(worker: Worker, table: Sequence[Work], stop: threading.Event) -> None:
    """Run the table until `stop` is set; what is under way is finished first."""
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": ThreadPoolExecutor(THREADS)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    # Real time, also in the demo: only what is due follows the site's clock.
    start = Clock().utcnow()
    for place, work in enumerate(table):
        scheduler.add_job(
            worker.run,
            "interval",
            args=[work],
            id=work.name,
            seconds=work.every.total_seconds(),
            next_run_time=start + place * SPREAD,
        )
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)


def stop_at_signals() -> threading.Event:
    """An event that is set when somebody asks this process to end."""
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), ask_to_stop)
    return stop
