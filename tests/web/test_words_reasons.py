"""Everything the matcher can say has words."""

from __future__ import annotations

import ast
import inspect

import pytest

from app.domain import presence, working_time
from app.domain.reasons import reason
from app.matching import pluses, stops, thinks
from app.matching.rules import STOPS, Lift, RuleKind
from app.matching.shortlist import Finding
from app.web.shared.words_reasons import (
    BECAUSE,
    LIFTS,
    SHUT_OUT,
    STAFF,
    lift_words,
    shut_out_words,
    staff_reason,
)


def codes_in(*modules):
    """The codes of every reason that is made in these modules."""
    found = set()
    for module in modules:
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"reason", "Reason"}:
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    found.add(first.value)
    return found


def test_every_reason_of_the_rules_has_a_sentence_for_staff():
    assert codes_in(stops, thinks, pluses, working_time) - STAFF.keys() == set()


def test_every_stop_has_a_heading():
    assert codes_in(stops, working_time) - SHUT_OUT.keys() == set()


def test_every_lift_and_every_wish_for_a_coach_has_words():
    assert set(Lift) == LIFTS.keys()
    said = set(ast.literal_eval(n) for n in _strings(presence) if "_wants_" in n)
    assert said <= BECAUSE.keys()


def _strings(module):
    tree = ast.parse(inspect.getsource(module))
    return [ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Constant)]


@pytest.fixture
def in_finnish(app):
    with app.test_request_context("/"):
        yield


def finding(rule_name, code, **facts):
    rule = next(rule for rule in STOPS if rule.name == rule_name)
    return Finding(rule.name, rule.kind, reason(code, **facts), rule.lift)


def test_the_figures_stand_in_the_sentence_and_in_what_would_help(in_finnish):
    early = finding("free_time", "starts_too_early", starts_minute=480, free_from_minute=570)
    assert staff_reason(early) == "Työ alkaa klo 8, vapaa klo 9.30 alkaen."
    assert lift_words(early) == "Auttaisi: aloitus klo 9.30."
    assert shut_out_words("starts_too_early") == "Työ alkaa liian aikaisin"


def test_levels_are_said_in_the_words_of_their_scale(in_finnish):
    heavy = finding(
        "limit_lifting", "demand_over_limit", scale="lifting", demand=3, limit=1
    )
    assert staff_reason(heavy) == "Nostaminen: työssä raskasta, hänelle sopii enintään kevyttä."
    assert heavy.kind is RuleKind.OWN


def test_who_wants_a_coach_is_told(in_finnish):
    alone = finding("coach_presence", "no_coach_free", because=("client_wants_always",))
    assert staff_reason(alone).endswith("Hän haluaa valmentajan mukaan joka kerta.")
