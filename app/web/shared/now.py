"""The request's own instant: every rule of one request sees the same `now`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, g

from app.domain.calendar import local_day

if TYPE_CHECKING:
    from datetime import date, datetime

    from app.clock import Clock
    from app.config import Settings


def now() -> datetime:
    """The instant of this request, aware, in UTC."""
    if "now" not in g:
        g.now = site_clock().utcnow()
    instant: datetime = g.now
    return instant


def today() -> date:
    """The local day of this request."""
    return local_day(now())


def site_clock() -> Clock:
    clock: Clock = current_app.extensions["jobcenter_clock"]
    return clock


def settings() -> Settings:
    """The settings of the running site."""
    found: Settings = current_app.extensions["jobcenter_settings"]
    return found
