"""What every way in ends with: the cookie, the right first page, and nothing left of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, make_response, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException

from app.services.sign_in import Browser
from app.web.shared.cookies import (
    drop_login_cookie,
    read_login_token,
    read_other_cookie,
    set_login_cookie,
)
from app.web.shared.nav import home_endpoint

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

    from app.store.logins import Opened

COOKIE_DAYS = {"device": 90, "demo": 30}
NEVER_NEXT = frozenset({"public.sign_out", "public.sign_in", "public.start", "static"})


def enter(opened: Opened, wanted: str = "") -> BaseResponse:
    """Give the browser its new session and lead to the wanted page, else to the person's home."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept
        session.permanent = True
    target = same_site_page(wanted) or url_for(home_endpoint(opened.actor))
    response = make_response(redirect(target, code=303))
    set_login_cookie(response, opened.token, days=COOKIE_DAYS.get(opened.actor.login_kind or ""))
    return response


def browser_here() -> Browser:
    """What signing in needs to know of this browser."""
    return Browser(request.remote_addr or "", read_login_token(), read_other_cookie("device"))


def leave(words: str) -> BaseResponse:
    """Back to the front page, with the session's cookie gone and one sentence said."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept
        session.permanent = True
    flash(words, "success")
    response = make_response(redirect(url_for("public.start"), code=303))
    drop_login_cookie(response)
    return response


def same_site_page(path: str) -> str | None:
    """The path itself, when it is one of the site's own pages; anything else is nothing."""
    if not path.startswith("/") or path.startswith("//") or len(path) > 500:
        return None
    if not path.isascii() or not path.isprintable() or set(path) & set("\\%?#@ "):
        return None
    try:
        endpoint, _facts = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return None if endpoint in NEVER_NEXT else path


def came_from() -> str:
    """The page of this site that the person was on."""
    own = request.host_url.rstrip("/")
    referrer = request.referrer or ""
    path = referrer.removeprefix(own).split("?")[0] if referrer.startswith(own + "/") else ""
    return same_site_page(path) or url_for("public.start")
