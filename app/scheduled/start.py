"""A worker process, from its settings to its end."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from app.config import ROOT, Settings
from app.integrations.mail import Mailer, NullMail, SmtpMail, SmtpPlace
from app.integrations.push import NullPush
from app.integrations.sms import HttpSms, NoSms, NullSms, SmsSender
from app.integrations.texts import Texts
from app.matching.plan.kept_loops import is_rehearsal_needed
from app.scheduled.runner import Worker, serve, stop_at_signals
from app.scheduled.table import TABLE
from app.scheduled.work import Tools
from app.services.delivery import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from app.clock import Clock

log = logging.getLogger("jobcenter.worker")


def run_worker(
    settings: Settings,
    clock: Clock,
    context: Callable[[], AbstractContextManager[Any]],
    *,
    once: bool = False,
) -> None:
    """Work until somebody asks to stop; with `once` do what is due and end."""
    worker = Worker(Tools(desk_of(settings), worker_name()), clock.utcnow, context)
    if once:
        for work in TABLE:
            worker.run(work)
        return
    stop = stop_at_signals()
    log.info("working as %s", worker.tools.worker)
    with rehearsal():
        serve(worker, TABLE, stop)


@contextmanager
def rehearsal() -> Iterator[None]:
    """Beside the work the planner's loops are compiled, so that the first plan does not wait.

    In a process of its own that lets everything else go first; it ends with the worker.
    """
    if not is_rehearsal_needed():
        yield
        return
    log.info("compiling the planner's loops")
    command = [sys.executable, "-m", "app.matching.rehearsal"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        try:
            yield
        finally:
            process.terminate()


def worker_name() -> str:
    """A name that no other worker has, also not one that had this process number before."""
    return f"{socket.gethostname()[:30]}:{os.getpid()}:{secrets.token_hex(4)}"


def desk_of(settings: Settings) -> Desk:
    """The ways out of the house: real ones where they are set, else the demo's mailbox page."""
    texts = Texts(ROOT / "app" / "translations")
    return Desk(_mail(settings), _sms(settings), NullPush(), texts.gettext, settings.public_url)


def _mail(settings: Settings) -> Mailer:
    if not settings.smtp_host:
        return NullMail()
    return SmtpMail(
        SmtpPlace(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_user,
            settings.smtp_password,
            tls=settings.smtp_tls,
            sender=settings.mail_from,
        )
    )


def _sms(settings: Settings) -> SmsSender:
    if settings.sms_url:
        return HttpSms(settings.sms_url, settings.sms_token)
    return NullSms() if settings.demo else NoSms()
