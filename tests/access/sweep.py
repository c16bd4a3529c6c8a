"""Going through every address, method and thing as one principal, against the matrix.

The router refuses a wrong method and the gate a wrong audience before anybody looks at what an
address names. The long gate (`dev.py full`) asks even that of own, foreign and absent things and as
everybody; the daily one asks it once, a wrong method as three of the principals.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from tests.access.matrix import METHODS, NOBODY, Outcome, Whose, lets_in
from tests.access.things import whose_of

if TYPE_CHECKING:
    from collections.abc import Collection

    import pytest

    from tests.access.matrix import Row
    from tests.access.stage import Answer, Stage

READS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
STATUSES: dict[Outcome, frozenset[int]] = {
    Outcome.NOT_HERE: frozenset({404}),
    Outcome.FORBIDDEN: frozenset({403}),
    Outcome.TO_SIGN_IN: frozenset({303}),
    Outcome.SIGN_IN_FIRST: frozenset({401}),
    Outcome.WRONG_METHOD: frozenset({405}),
}
LOOKED = frozenset({200, 303})
ACTED = frozenset({200, 204, 303, 400, 409, 410, 422})
# Looks of which a wrong one is counted, so that secret addresses are not tried without end.
COUNTED = frozenset({"public.read_calendar"})
WHOLE = os.environ.get("JOBCENTER_FULL") == "1"
# Who asks by wrong methods every day: nobody, a client and a dispatcher. Nobody else is another
# case, as the router answers before it is known who asks.
BY_WRONG_METHODS = frozenset({"AN", "CL", "DI"})
_TOKEN = re.compile(rb'name="csrf_token" value="[^"]+"')


@dataclass(frozen=True)
class Try:
    """One request of the sweep and what must come of it."""

    row: Row | None
    method: str
    path: str
    whose: Whose
    outcome: Outcome
    filled: bool = False

    @property
    def acts(self) -> bool:
        """Whether it may change something."""
        allowed = self.outcome in {Outcome.DONE, Outcome.OPEN_TO_ALL}
        return allowed and self.method not in READS

    @property
    def may_write(self) -> frozenset[str]:
        """What may be written although it changes nothing."""
        counts = self.row is not None and self.row.endpoint in COUNTED
        return frozenset({"rate_count"}) if counts and self.whose is not Whose.OWN else frozenset()

    def __str__(self) -> str:
        form = " filled" if self.filled else ""
        return f"{self.method} {self.path} ({self.whose}{form}, {self.outcome})"


@dataclass
class Sweep:
    """One principal's way through the whole site."""

    stage: Stage
    who: str
    faults: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    _seen: dict[tuple[str, str, bool], tuple[str, Answer]] = field(default_factory=dict)

    def run(self, rows: Collection[Row] | None = None) -> None:
        """All of it, or some rows: first what must not change anything, then the allowed acts."""
        routes = self.stage.routes().values()
        tries = [
            one for route in routes for one in self._tries(route) if rows is None or one.row in rows
        ]
        before = self.stage.count_denials()
        for one in tries:
            if not one.acts and not one.may_write:
                self._judge(one, self._ask(one))
        self._nothing_changed(before)
        for one in tries:
            if one.acts or one.may_write:
                self._act(one)

    def _tries(self, route: dict[str, Row]) -> list[Try]:
        rows = {row.endpoint: row for row in route.values()}.values()
        first = next(iter(rows))
        return [
            one
            for whose in whose_of(first)
            for method in METHODS
            for one in self._of_method(route, first, method, whose)
        ]

    def _of_method(self, route: dict[str, Row], first: Row, method: str, whose: Whose) -> list[Try]:
        row = route.get(method)
        path = self.stage.address(row or first, whose, self.who)
        if row is None and whose is not Whose.OWN and not WHOLE:
            return []
        if method == "OPTIONS":
            return [Try(None, method, path, whose, self._gate(first))]
        if row is None:
            asked = WHOLE or self.who in BY_WRONG_METHODS
            return [Try(None, method, path, whose, Outcome.WRONG_METHOD)] if asked else []
        outcome = row.outcome(self.who, whose)
        has_form = method == "POST" and bool(self.stage.form(row, whose, self.who))
        both = has_form and (WHOLE or lets_in(self.who, row.room))
        forms = [False, True] if both else [False]
        return [Try(row, method, path, whose, outcome, filled) for filled in forms]

    def _gate(self, row: Row) -> Outcome:
        """Asking for the methods leads as far as the gate of that part of the site."""
        if row.marks["AN"] == "P" or row.room in {"public", "demo", "static"}:
            return Outcome.OPEN_TO_ALL
        if self.who in NOBODY:
            return Outcome.SIGN_IN_FIRST
        return Outcome.DONE if lets_in(self.who, row.room) else Outcome.NOT_HERE

    def _ask(self, one: Try) -> Answer:
        form: dict[str, Any] = {}
        if one.row is not None and one.filled:
            form = self.stage.form(one.row, one.whose, self.who)
        whole = one.row is not None and lets_in(self.who, one.row.room)
        self.counts["requests"] += 1
        self.counts[str(one.outcome)] += 1
        return self.stage.ask(self.who, one.method, one.path, form=form, plain=not whole)

    def _act(self, one: Try) -> None:
        answer = self._ask(one)
        self._judge(one, answer)
        if answer.changes:
            self.counts["acts that changed something"] += one.acts
            self.stage.restore()

    # --- judging

    def _judge(self, one: Try, answer: Answer) -> None:
        wanted = self._statuses(one)
        if answer.status not in wanted:
            self._blame(one, answer, f"wanted {sorted(wanted)}")
        elif one.outcome is Outcome.TO_SIGN_IN:
            self._leads_to_sign_in(one, answer)
        if not one.acts and not one.may_write.issuperset(answer.changes):
            self._blame(one, answer, f"wrote {answer.changes}")
        if answer.denials != self._denials(one, answer):
            self._blame(one, answer, f"{answer.denials} refusals in the trail")
        if answer.faults:
            self._blame(one, answer, "; ".join(answer.faults))
        if one.outcome is Outcome.NOT_HERE:
            self._same_as_absent(one, answer)

    def _blame(self, one: Try, answer: Answer, text: str) -> None:
        self.faults.append(f"{self.who} {one}: {answer.status}, {text}")

    @staticmethod
    def _statuses(one: Try) -> frozenset[int]:
        if one.outcome in STATUSES:
            return STATUSES[one.outcome]
        if one.outcome is Outcome.OPEN_TO_ALL and one.whose is not Whose.OWN:
            return ACTED | {404}
        return ACTED if one.acts else LOOKED

    def _denials(self, one: Try, answer: Answer) -> int:
        """A refusal of a signed-in person stands in the trail once; that of a file is none."""
        signed_in = self.who not in NOBODY
        static = one.row is not None and one.row.endpoint == "static"
        return int(signed_in and answer.status in {403, 404} and not static)

    def _leads_to_sign_in(self, one: Try, answer: Answer) -> None:
        door = "/sign-in/client" if one.path.startswith("/client/") else "/sign-in"
        wanted = f"{door}?next={quote(one.path)}"
        if answer.headers["Location"] != wanted:
            self._blame(one, answer, f"leads to {answer.headers['Location']}")

    def _same_as_absent(self, one: Try, answer: Answer) -> None:
        """What is another's is answered like what is nowhere: status, headers, words, length."""
        if one.row is None:
            return
        key = (one.row.endpoint, one.method, one.filled)
        here = (one.path, answer)
        other_path, other = self._seen.setdefault(key, here)
        if _masked(other, other_path) != _masked(answer, one.path):
            self._blame(one, answer, f"differs from {other_path}")

    def _nothing_changed(self, before: int) -> None:
        if self.stage.content() != self.stage.kept:
            self.faults.append(f"{self.who}: refusals and looks changed the database")
        refused = sum(self.counts[str(one)] for one in (Outcome.NOT_HERE, Outcome.FORBIDDEN))
        noted = self.stage.count_denials() - before
        if self.who in NOBODY and noted:
            self.faults.append(f"{self.who}: {noted} refusals of nobody in the trail")
        if self.who not in NOBODY and noted < refused:
            self.faults.append(f"{self.who}: {refused} refused, {noted} in the trail")


def counted(request: pytest.FixtureRequest, sweep: Sweep) -> None:
    """Hand the counts to the closing summary of the run (`tests/conftest`)."""
    routes = sweep.stage.routes()
    sizes = {"routes": len({row.endpoint for route in routes.values() for row in route.values()}),
             "addresses": len(routes), "methods": len(METHODS)}  # fmt: skip
    facts = {"who": sweep.who, "sizes": sizes, "counts": dict(sweep.counts)}
    request.node.user_properties.append(("sweep", facts))


def _masked(answer: Answer, path: str) -> tuple[int, bytes, dict[str, str]]:
    """The answer without the address asked for and without the form's token."""
    body = _TOKEN.sub(b"", answer.body.replace(path.encode(), b""))
    headers = {name: text for name, text in answer.headers.items() if name != "Set-Cookie"}
    return answer.status, body, headers
