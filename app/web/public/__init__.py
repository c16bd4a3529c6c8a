"""Pages that anybody may open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.web.public import (
    calendars,
    client_sign_in,
    demo,
    hours,
    invite,
    linked_offer,
    linked_task,
    lost_link,
    manifest,
    own_logins,
    pages,
    passkeys,
    public_tasks,
    registration,
    sign_in,
    sms_in,
    start,
    staying,
)
from app.web.public.blueprint import bp
from app.web.public.entering import keep_phone

if TYPE_CHECKING:
    from flask import Flask

__all__ = [
    "calendars",
    "client_sign_in",
    "hours",
    "invite",
    "linked_offer",
    "linked_task",
    "lost_link",
    "manifest",
    "own_logins",
    "pages",
    "passkeys",
    "public_tasks",
    "register",
    "registration",
    "sign_in",
    "sms_in",
    "start",
    "staying",
]


def register(app: Flask) -> None:
    """Open the public pages; the demo's own pages exist only in the demo."""
    app.register_blueprint(bp)
    app.after_request(keep_phone)
    if app.extensions["jobcenter_settings"].demo:
        app.register_blueprint(demo.bp)
        app.add_url_rule("/styleguide", "public.styleguide", pages.styleguide)
