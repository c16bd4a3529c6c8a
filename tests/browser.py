"""A browser for tests without a browser: signs people in and finds fault with every page."""

from __future__ import annotations

import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import g
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, select

from app.store import logins
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.trail import AuditEvent, AuditEventClient
from app.store.transaction import unit_of_work
from tests.page_lint import lint_fragment, lint_headers, lint_page, parse, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID
    from xml.etree.ElementTree import Element

    from werkzeug.test import TestResponse

    from app.domain.policy import Actor
    from tests.world import World

COOKIE = "__Host-s"
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")
# What looking at a page may leave behind: the trail, the time a session was last used, how often
# somebody has tried something, and what a client was shown of an offer's money.
TRAIL = {"audit_event", "audit_event_client", "login", "rate_count", "shown_money"}


@dataclass(frozen=True)
class Form:
    """A form of a page, filled in as the server sent it."""

    action: str
    method: str
    values: dict[str, Any]
    buttons: list[str]


@dataclass(frozen=True)
class Page:
    """An answer of the site, parsed."""

    status: int
    html: str
    headers: dict[str, str]
    body: bytes = field(repr=False, default=b"")

    @cached_property
    def tree(self) -> Element:
        return parse(self.html)[0]

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def h1(self) -> str:
        return words(next(self.tree.iter("h1")))

    @cached_property
    def text(self) -> str:
        """What a person reads in the main part, with single spaces."""
        main = next(self.tree.iter("main"), None)
        return words(self.tree if main is None else main)

    @cached_property
    def all_text(self) -> str:
        """What a person reads on the whole page."""
        return words(self.tree)

    @property
    def links(self) -> dict[str, str]:
        """Address by words; of links with the same words the first."""
        found: dict[str, str] = {}
        for node in self.tree.iter("a"):
            found.setdefault(node.get("aria-label") or words(node), node.get("href", ""))
        return found

    def find(self, tag: str, **attributes: str) -> list[Element]:
        """The elements of a kind; `class_="card"` asks for one of the classes."""
        wanted = attributes.pop("class_", "")
        return [
            node
            for node in self.tree.iter(tag)
            if (not wanted or wanted in (node.get("class") or "").split())
            and all(node.get(k.replace("_", "-")) == v for k, v in attributes.items())
        ]

    @cached_property
    def forms(self) -> list[Form]:
        return [_form(node) for node in self.tree.iter("form")]

    def form(self, ending: str) -> Form:
        """The form whose address ends like this."""
        found = [form for form in self.forms if form.action.partition("?")[0].endswith(ending)]
        actions = [form.action for form in self.forms]
        assert len(found) == 1, f"{len(found)} forms end in {ending!r} among {actions}"
        return found[0]


def _form(node: Element) -> Form:
    values: dict[str, Any] = {}
    for part in node.iter():
        name, value = part.get("name"), _value(part)
        if not name or value is None:
            continue
        known = values.get(name)
        if known is None:
            values[name] = value
        else:
            values[name] = [*known, value] if isinstance(known, list) else [known, value]
    buttons = [words(button) for button in node.iter("button")]
    return Form(node.get("action", ""), node.get("method", "get"), values, buttons)


def _value(node: Element) -> str | None:
    """What this field would send, or None."""
    if node.tag == "textarea":
        return (node.text or "").removeprefix("\n")
    if node.tag == "select":
        options = list(node.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return chosen[0].get("value", words(chosen[0])) if chosen else None
    if node.tag != "input" or node.get("type") in {"submit", "button", "file", "image"}:
        return None
    if node.get("type") in {"checkbox", "radio"} and node.get("checked") is None:
        return None
    return node.get("value", "on" if node.get("type") == "checkbox" else "")


class Browser:
    """One person's browser. Every answer is checked; a faulty page fails the test."""

    def __init__(self, world: World, actor: Actor | None = None) -> None:
        self.world = world
        # Not the isolated client: get and post bring a context and look into it afterwards.
        self.client = FlaskClient(world.app, world.app.response_class)
        self.actor = actor
        if actor is not None:
            self.sign_in(actor)

    def sign_in(self, actor: Actor) -> None:
        """Open a session for this person, as the demo does."""
        with unit_of_work() as session:
            user = session.get_one(User, actor.user_id)
            _login, token = logins.add_login(user, "demo", now=self.world.now)
        self.client.set_cookie(COOKIE, token, domain="localhost", secure=True, httponly=True)

    def csrf_token(self) -> str:
        """A token that the site will take from this browser."""
        app = self.world.app
        with self.client.session_transaction() as kept:
            secret = kept.setdefault("csrf_token", secrets.token_hex(20))
        token = URLSafeTimedSerializer(app.secret_key, salt="wtf-csrf-token").dumps(secret)
        return token.decode() if isinstance(token, bytes) else token

    def get(self, path: str, *, status: int = 200, **options: Any) -> Page:
        """Fetch a page: right status, valid, everything read is in the trail, nothing changed."""
        with self.world.app.app_context(), _watching() as seen:
            page = self._answer(self.client.get(path, **options), status)
            assert not seen.writes, f"GET {path} wrote: {seen.writes}"
            _check_session()
            if status < 300 and seen.clients:
                missing = seen.clients - _in_trail(g.request_id)
                assert not missing, f"GET {path} showed clients who are not in the trail"
        db.session.rollback()
        return page

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, status: int = 303,
        csrf: bool = True, **options: Any,
    ) -> Page:  # fmt: skip
        """Send a form; by default it must be followed by another page (303)."""
        sent = {"csrf_token": self.csrf_token()} if csrf else {}
        with self.world.app.app_context():
            answer = self.client.post(path, data=sent | (data or {}), **options)
            page = self._answer(answer, status)
            _check_session()
        db.session.rollback()
        return page

    def submit(self, form: Form, *, status: int = 303, **changes: Any) -> Page:
        """Send a form of a page with some fields changed (None leaves one out)."""
        values = {k: v for k, v in (form.values | changes).items() if v is not None}
        if form.method == "get":
            return self.get(form.action, query_string=values, status=status)
        return self.post(form.action, values, status=status, csrf="csrf_token" not in values)

    def follow(self, page: Page) -> Page:
        """The page that an answer leads to."""
        assert page.location, f"{page.status} leads nowhere"
        return self.get(page.location)

    def _answer(self, response: TestResponse, status: int) -> Page:
        is_html = response.mimetype == "text/html"
        body = response.get_data()
        html = body.decode() if is_html else ""
        page = Page(response.status_code, html, dict(response.headers), body)
        path = f"{response.request.method} {response.request.path}"
        assert page.status == status, f"{path}: {page.status} {page.location} {page.text[:400]}"
        faults = lint_headers(response.headers, response.headers.getlist("Set-Cookie"))
        if is_html and not 300 <= page.status < 400:
            part = "HX-Request" in response.request.headers
            faults += lint_fragment(html) if part and "<html" not in html else lint_page(html)
        assert not faults, f"{path}: " + "; ".join(faults)
        return page


def _check_session() -> None:
    """A request that leaves changes behind forgot its unit of work."""
    session = db.session()
    left = [*session.new, *session.dirty, *session.deleted]
    assert not left, f"left in the session: {left}"


@dataclass
class Seen:
    """What happened in the database while a page was fetched."""

    writes: list[str] = field(default_factory=list)
    clients: set[UUID] = field(default_factory=set)


@contextmanager
def _watching() -> Iterator[Seen]:
    """Counts along, without the site's own bookkeeping, what is written and which clients load."""
    seen = Seen()

    def note_write(_link: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        first, _, rest = statement.lstrip().partition(" ")
        if first.upper() in WRITES and table_of(rest) not in TRAIL:
            seen.writes.append(statement[:120])

    def note_client(client: Client, *_rest: Any) -> None:
        seen.clients.add(client.id)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", note_write)
    event.listen(Client, "load", note_client)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note_write)
        event.remove(Client, "load", note_client)


def table_of(statement: str) -> str:
    """The table of a writing statement whose first word was cut off."""
    names = [word for word in statement.split() if word.upper() not in {"INTO", "FROM", "OR"}]
    return names[0].strip('"').partition("(")[0].strip('"') if names else ""


def _in_trail(request_id: str) -> set[UUID]:
    return set(
        db.session.scalars(
            select(AuditEventClient.client_id)
            .join(AuditEvent, AuditEvent.id == AuditEventClient.event_id)
            .where(AuditEvent.request_id == request_id)
        )
    )
