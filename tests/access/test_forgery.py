"""No other site and no forged form can act in somebody's name. Source: trust T25, G-05."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.access.matrix import Row, Whose, matrix

if TYPE_CHECKING:
    from tests.access.stage import Stage

# Acts without a token, and why: nobody is signed in yet and the people are invented; a browser
# reports on its own; a gateway brings its own secret.
EXEMPT = {"demo.sign_in", "public.csp_report", "public.take_in_sms"}
# What people do; of a gateway's act see `test_sms_replies`.
ACTS = [row for row in matrix().values() if row.writes and row.allowed]
FOREIGN_PLACES = (
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null"},
    {"Sec_Fetch_Site": "cross-site"},
    {"Sec_Fetch_Site": "same-site"},
)


def actor_of(row: Row) -> str:
    """Somebody who may do it, so that only the forgery is refused."""
    return row.allowed[0]


def refused(stage: Stage, row: Row, form: dict[str, Any], **headers: str) -> list[str]:
    """What is wrong with how a forged request was refused."""
    who = actor_of(row)
    address = stage.address(row, Whose.OWN, who)
    sent = stage.form(row, Whose.OWN, who) | form
    answer = stage.ask(who, "POST", address, form=sent, plain=True, **headers)
    faults = [] if answer.status in {400, 403} else [f"status {answer.status}"]
    faults += [f"wrote {table}" for table in stage.ledger.tables]
    if stage.ledger.tables:
        stage.restore()
    return [
        f"{row.endpoint} as {who} {form} {headers}: {fault}" for fault in faults + answer.faults
    ]


def test_no_act_goes_through_without_the_token_of_its_own_session(stage: Stage) -> None:
    faults = []
    for row in ACTS:
        if row.endpoint in EXEMPT:
            continue
        other = "DI" if actor_of(row) != "DI" else "AD"
        for token in (None, "", "x" * 60, stage.papers[other].token):
            faults += refused(stage, row, {"csrf_token": token})
    assert not faults, "\n".join(faults)


def test_no_act_goes_through_from_another_site(stage: Stage) -> None:
    faults = [
        fault
        for row in ACTS
        for place in FOREIGN_PLACES
        for fault in refused(stage, row, {}, **place)
    ]
    assert not faults, "\n".join(faults)


def test_only_the_named_acts_need_no_token(stage: Stage) -> None:
    views = stage.app.view_functions
    names = {row.endpoint: views[row.endpoint] for row in matrix().values() if row.writes}
    exempt = {
        endpoint
        for endpoint, view in names.items()
        if f"{view.__module__}.{view.__name__}" in stage.app.extensions["csrf"]._exempt_views
    }
    assert exempt == EXEMPT


@pytest.mark.parametrize("headers", [{"Origin": "http://localhost"}, {"Sec_Fetch_Site": "none"}])
def test_our_own_pages_may_act(stage: Stage, headers: dict[str, str]) -> None:
    form = {"language": "sv"}
    assert stage.ask("CL", "POST", "/language", form=form, **headers).status == 303
