"""Gate 1: who is asking, and which audience a page is for. Closed unless opened here.

Anonymous: a page leads to sign-in (303), an act is refused (401). Signed in but of another
audience: 404, the same as for a page that does not exist. Every refusal to a signed-in person
leaves one row in the trail; every page that shows client data leaves one before it is sent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from flask import Blueprint, Flask, Request, Response, g, redirect, request, url_for
from flask_babel import refresh
from flask_login import UserMixin, current_user
from werkzeug.exceptions import Unauthorized

from app.domain.errors import Missing
from app.domain.policy import ANONYMOUS, Actor
from app.services import trail
from app.store import audit, logins, reading
from app.web.extensions import login_manager
from app.web.shared.cookies import read_login_token
from app.web.shared.now import now

if TYPE_CHECKING:
    from collections.abc import Collection

    from werkzeug.wrappers import Response as BaseResponse

    from app.domain.vocabulary import Role

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
# By these a person comes to a page, and can be led to another one.
PAGE_METHODS = frozenset({"GET", "HEAD"})
# Why client data is read, by audience; written in the trail and shown to the client in words.
PURPOSES = {
    "client": "own_data",
    "coach": "support",
    "manager": "support",
    "dispatch": "offer",
    "orderer": "offer",
    "admin": "supervision",
    "audit": "supervision",
    "public": "offer",
}


class SignedIn(UserMixin):
    """What Flask-Login holds: the session row's id and the actor, no database object."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        return str(self.actor.login_id)


@login_manager.request_loader
def load_signed_in(_request: Request) -> SignedIn | None:
    """The person whose token the browser sent; a revoked or idle session is nobody."""
    token = read_login_token()
    found = logins.find_live(token, now=now()) if token else None
    if found is None:
        return None
    login, user = found
    actor = logins.actor_of(user, login)
    if now() - login.last_seen_at > logins.TOUCH_AFTER:
        trail.note_presence(login.id, now=now())
    return SignedIn(actor)


def current_actor() -> Actor:
    """The person behind this request, or nobody."""
    return current_user.actor if current_user.is_authenticated else ANONYMOUS


def read_as(actor: Actor) -> None:
    """Say whose eyes read this page where nobody is signed in: who was sent the link to it."""
    g.reader = actor
    refresh()


def read_because(purpose: str) -> None:
    """Say why this page reads client data where it is not for the audience's usual purpose."""
    g.reading_purpose = purpose


def current_reader() -> Actor:
    """In whose name the page is read, and in whose language it is written."""
    reader: Actor | None = g.get("reader")
    return reader or current_actor()


def gate(blueprint: Blueprint, roles: Collection[Role]) -> None:
    """Close a blueprint to everybody but these roles."""
    allowed = frozenset(roles)

    def closed_by_default() -> BaseResponse | None:
        actor = current_actor()
        if actor.role is None:
            return _to_sign_in()
        if actor.role not in allowed:
            raise Missing
        return None

    blueprint.before_request(closed_by_default)


def _to_sign_in() -> BaseResponse:
    """Clients have a way in of their own, without mail and password."""
    if request.method not in PAGE_METHODS:
        raise Unauthorized
    door = "client_sign_in" if request.blueprint == "client" else "sign_in"
    return redirect(url_for(f"public.{door}", next=request.path), code=303)


def note_denial(status: int) -> None:
    """Write that this signed-in person was refused."""
    actor = current_actor()
    if actor.role is not None:
        trail.record_denial(actor, page=request.endpoint or "", status=status, now=now())


def _begin() -> None:
    g.request_id = str(uuid4())
    address = request.remote_addr or ""
    audit.origin.set(audit.Origin(_prefix(address), g.request_id))
    reading.start_noting()


def _prefix(address: str) -> str:
    """The address without its last part: enough to see a pattern, too little to find a person."""
    if ":" in address:
        return ":".join(address.split(":")[:4]) + "::/56"
    return ".".join(address.split(".")[:3]) + ".0/24" if address else ""


def _write_reading(response: Response) -> Response:
    clients, told = reading.noted(), reading.told()
    reading.stop_noting()
    if not clients or response.status_code >= 300 or request.blueprint is None:
        return response
    actor = current_reader()
    own = actor.client_id is not None and clients == {actor.client_id}
    told_why = g.get("reading_purpose") or PURPOSES.get(request.blueprint, "offer")
    purpose = "own_data" if own else told_why
    page = request.endpoint or ""
    trail.record_reading(actor, clients, page=page, purpose=purpose, now=now(), told=told)
    return response


def init_access(app: Flask) -> None:
    """Hang the gate's bookkeeping on every request."""
    login_manager.init_app(app)
    login_manager.session_protection = None
    app.before_request(_begin)
    app.after_request(_write_reading)
