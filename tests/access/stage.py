"""A site with the whole world in it, asked by each principal; every answer leaves it as it was.

A request carries all it needs in its own headers, so the same request gives the same answer. What
is written on the way is read off the statements; acts that changed something are undone by copying
the tables anew.
"""

from __future__ import annotations

import secrets
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, select

from app.store import logins
from app.store.db import db
from app.store.models.people import User
from app.store.transaction import unit_of_work
from app.web.shared import errors
from tests.access.forms import valid_form
from tests.access.matrix import NOBODY, matrix
from tests.access.things import build
from tests.browser import COOKIE, WRITES, table_of
from tests.page_lint import lint_headers
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from werkzeug.routing import Rule
    from werkzeug.test import TestResponse

    from app.web.shared.errors import Problem
    from tests.access.matrix import Row, Whose
    from tests.databases import Site

# What a refusal or a look may leave behind; of an offer's money also what the client was shown.
TRAIL = frozenset({"audit_event", "audit_event_client", "shown_money"})
HOST = "http://localhost"
# The rows of the database by table and id.
Content = dict[str, dict[Any, dict[str, Any]]]


@dataclass
class Ledger:
    """What was written since the last look: statements by table, and refusals noted."""

    tables: Counter[str] = field(default_factory=Counter)
    denials: int = 0

    def note(self, _link: Any, cursor: Any, statement: str, facts: Any, *_rest: Any) -> None:
        first, _, rest = statement.lstrip().partition(" ")
        if first.upper() not in WRITES or cursor.rowcount == 0:
            return
        table = table_of(rest)
        self.tables[table] += 1
        if table == "audit_event":
            self.denials += repr(facts).count("'deny'")

    def clear(self) -> None:
        self.tables.clear()
        self.denials = 0

    @property
    def changes(self) -> list[str]:
        """The tables beside the trail."""
        return sorted(set(self.tables) - TRAIL)


@dataclass(frozen=True)
class Answer:
    """What came back, and what it left in the database."""

    status: int
    body: bytes = field(repr=False)
    headers: dict[str, str] = field(repr=False)
    changes: list[str]
    denials: int
    faults: list[str]


@dataclass(frozen=True)
class Papers:
    """What a principal's browser sends with each request."""

    cookie: str
    token: str
    authorization: str = ""

    @property
    def headers(self) -> dict[str, str]:
        sent = {"Cookie": self.cookie, "Authorization": self.authorization}
        return {name: value for name, value in sent.items() if value}


class Stage:
    """The site, its things, and everybody's way in."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.app = site.renew()
        self.ledger = Ledger()
        with self.app.app_context():
            self.world = World(self.app)
            self.things = build(self.world)
            self.papers = {who: self._papers(who) for who in self.world.principals()}
            db.session.remove()
            db.engine.dispose()
            event.listen(db.engine, "after_cursor_execute", self.ledger.note)
        site.tables.keep()
        self.kept = self.content()
        self.client = FlaskClient(self.app, self.app.response_class, use_cookies=False)

    def close(self) -> None:
        with self.app.app_context():
            event.remove(db.engine, "after_cursor_execute", self.ledger.note)
            db.session.remove()
            db.engine.dispose()

    # --- ways in

    def _papers(self, who: str) -> Papers:
        secret = secrets.token_hex(20)
        cookies = [f"f={self._session_cookie(secret)}"]
        if who not in NOBODY:
            cookies.append(f"{COOKIE}={self._open_login(who)}")
        key = "Bearer " + "k" * 43 if who == "AK" else ""
        return Papers("; ".join(cookies), self.form_token(secret), key)

    def _open_login(self, who: str) -> str:
        with unit_of_work() as session:
            user = session.get_one(User, self.world.principals()[who].user_id)
            return logins.add_login(user, "demo", now=self.world.now)[1]

    def _session_cookie(self, secret: str) -> str:
        signer = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
        return str(signer.dumps({"csrf_token": secret}))

    def form_token(self, secret: str) -> str:
        """The token of a form in the session that holds this secret."""
        signer = URLSafeTimedSerializer(self.app.secret_key, salt="wtf-csrf-token")
        return str(signer.dumps(secret))

    # --- addresses

    def address(self, row: Row, whose: Whose, who: str) -> str:
        """The address of an endpoint for one of the things."""
        rule = self.rule(row.endpoint)
        facts = self.things.address_facts(row, rule.arguments, whose, who)
        built = rule.build(facts)
        assert built is not None, f"{row.endpoint}: no address for {facts}"
        return str(built[1])

    def rule(self, endpoint: str) -> Rule:
        return next(self.app.url_map.iter_rules(endpoint))

    def routes(self) -> dict[str, dict[str, Row]]:
        """For each address of the site its endpoint by method."""
        found: dict[str, dict[str, Row]] = {}
        for rule in self.app.url_map.iter_rules():
            row = matrix()[rule.endpoint]
            for method in (rule.methods or set()) - {"OPTIONS"}:
                found.setdefault(rule.rule, {})[method] = row
        return dict(sorted(found.items()))

    # --- requests

    def ask(
        self, who: str, method: str, path: str, *, form: dict[str, Any] | None = None,
        plain: bool = False, **headers: str,
    ) -> Answer:  # fmt: skip
        """Send a request as somebody; a form brings the person's own token unless it has one."""
        papers = self.papers[who]
        data = None
        if method not in {"GET", "HEAD", "OPTIONS", "TRACE"}:
            fields = {"csrf_token": papers.token} | (form or {})
            data = {name: value for name, value in fields.items() if value is not None}
        sent = papers.headers | {name.replace("_", "-"): text for name, text in headers.items()}
        self.ledger.clear()
        try:
            with self.app.app_context(), _plain_errors(on=plain):
                response = self.client.open(
                    path, method=method, data=data, headers=sent, base_url=HOST
                )
        except Exception as error:  # noqa: BLE001 - a bug is one more fault, not the end
            return Answer(500, b"", {}, self.ledger.changes, self.ledger.denials, [repr(error)])
        return self._answer(response)

    def _answer(self, response: TestResponse) -> Answer:
        headers = dict(response.headers)
        cookies = response.headers.getlist("Set-Cookie")
        body = response.get_data()
        response.close()
        return Answer(
            response.status_code, body, headers, self.ledger.changes, self.ledger.denials,
            lint_headers(response.headers, cookies),
        )  # fmt: skip

    def form(self, row: Row, whose: Whose, who: str) -> dict[str, Any]:
        """What the page of this act would send."""
        return valid_form(row.endpoint, self.things, whose, who)

    # --- the database

    def restore(self) -> None:
        """Bring the tables back to what they were."""
        self.site.renew()

    def content(self) -> Content:
        """Every row of every table beside the trail, by table and id."""
        with self.app.app_context(), db.engine.connect() as link:
            return {
                table.name: {row.id: dict(row._mapping) for row in link.execute(select(table))}
                for table in db.metadata.sorted_tables
                if table.name not in TRAIL
            }

    def count_denials(self) -> int:
        """How many refusals stand in the trail."""
        trail = db.metadata.tables["audit_event"]
        with self.app.app_context(), db.engine.connect() as link:
            query = select(trail.c.action).where(trail.c.action == "deny")
            return len(link.execute(query).all())


def _bare_page(_template: str, *, problem: Problem) -> str:
    return f"{problem.title}|{problem.text}|{problem.advice}"


@contextmanager
def _plain_errors(*, on: bool) -> Iterator[None]:
    """Leave the frame around error pages out: it is the same for all and most of their time."""
    whole = errors.render_template
    if on:
        errors.render_template = _bare_page  # type: ignore[assignment]
    try:
        yield
    finally:
        errors.render_template = whole
