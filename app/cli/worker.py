"""`flask worker`: the process that does the scheduled work. Any number of them may run."""

from __future__ import annotations

import logging
import os
import secrets
import socket

import click
from flask import current_app
from flask.cli import with_appcontext

from app.config import ROOT, Settings
from app.integrations.mail import Mailer, NullMail, SmtpMail, SmtpPlace
from app.integrations.push import NullPush
from app.integrations.sms import HttpSms, NoSms, NullSms, SmsSender
from app.integrations.texts import Texts
from app.scheduled.runner import Worker, serve, stop_at_signals
from app.scheduled.table import TABLE
from app.scheduled.work import Tools
from app.services.delivery import Desk


@click.command("worker")
@click.option("--once", is_flag=True, help="Do everything that is due once, then end.")
@with_appcontext
def worker(*, once: bool) -> None:
    """Deliver messages, send offers on, remind, agree hours by time, seal the trail."""
    settings: Settings = current_app.extensions["jobcenter_settings"]
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    site = current_app._get_current_object()  # type: ignore[attr-defined] # noqa: SLF001
    clock = current_app.extensions["jobcenter_clock"]
    here = Worker(Tools(desk_of(settings), worker_name()), clock.utcnow, site.app_context)
    if once:
        for work in TABLE:
            here.run(work)
        return
    stop = stop_at_signals()
    logging.getLogger("jobcenter.worker").info("working as %s", here.tools.worker)
    serve(here, TABLE, stop)


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
