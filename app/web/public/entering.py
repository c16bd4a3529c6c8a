"""What every way in ends with: the cookie, the right first page, and nothing left of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import current_app, flash, make_response, redirect, request, session, url_for
from werkzeug.exceptions import HTTPException

from app.services.sign_in import Browser
from app.store import logins
from app.web.shared.access import current_actor
from app.web.shared.cookies import (
    drop_login_cookie,
    read_login_token,
    read_other_cookie,
    set_login_cookie,
)
from app.web.shared.nav import MENUS, home_endpoint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Response
    from werkzeug.wrappers import Response as BaseResponse

    from app.domain.policy import Actor
    from app.store.logins import Opened
    from app.web.shared.nav import Entry

COOKIE_DAYS = {"device": 90, "passkey": 90, "demo": 30}
# Sessions that live on from each use of the phone.
STAYING = frozenset({"device", "passkey"})
LONGEST_PATH = 500


def enter(opened: Opened, wanted: str = "") -> BaseResponse:
    """Give the browser its new session and lead to the wanted page, else to the person's home."""
    wanted = wanted or _left_behind(opened)
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept
        session.permanent = True
    target = _own_page(opened.actor, wanted) or url_for(home_endpoint(opened.actor))
    response = make_response(redirect(target, code=303))
    set_login_cookie(response, opened.token, days=COOKIE_DAYS.get(opened.actor.login_kind or ""))
    return response


def remember_page(path: str) -> bool:
    """Keep the page on which a session ran out; false for what is no page of this site."""
    wanted = same_site_page(path)
    if wanted:
        session["wanted"] = wanted
    return wanted is not None


def _left_behind(opened: Opened) -> str:
    """The page on which this very person's session ran out in this browser; another's is hidden."""
    token = read_login_token()
    mine = token is not None and logins.is_own(token, opened.actor.user_id)
    return str(session.get("wanted", "")) if mine else ""


def keep_phone(response: Response) -> Response:
    """A cookie of one's own phone lives ninety days from its last use, not from its first."""
    if request.endpoint == "static" or response.status_code != 200:
        return response
    token = read_login_token()
    kind = current_actor().login_kind
    if token and response.mimetype == "text/html" and kind in STAYING:
        set_login_cookie(response, token, days=COOKIE_DAYS[kind])
    return response


def browser_here() -> Browser:
    """What signing in needs to know of this browser."""
    return Browser(request.remote_addr or "", read_login_token(), read_other_cookie("device"))


def leave(words: str) -> Response:
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
    return path if _endpoint(path) not in {None, "static"} else None


def _endpoint(path: str) -> str | None:
    """The page behind a path. Only plain paths count: no host, no query, no trick with signs."""
    if not path.startswith("/") or path.startswith("//") or len(path) > LONGEST_PATH:
        return None
    if not path.isascii() or not path.isprintable() or set(path) & set("\\%?#@ "):
        return None
    try:
        endpoint, _facts = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return None
    return str(endpoint)


def _menu(actor: Actor) -> Sequence[Entry]:
    return MENUS.get(actor.role, ()) if actor.role else ()


def _own_page(actor: Actor, path: str) -> str | None:
    """The path, when it lies in the part of the site that the person's menu leads to."""
    rooms = {entry.partition(".")[0] for entry, _words in _menu(actor)}
    room = (_endpoint(path) or "").partition(".")[0]
    return path if room in rooms else None


def came_from() -> str:
    """The page of this site that the person was on."""
    own = request.host_url.rstrip("/")
    referrer = request.referrer or ""
    path = referrer.removeprefix(own).split("?")[0] if referrer.startswith(own + "/") else ""
    return same_site_page(path) or url_for("public.start")
