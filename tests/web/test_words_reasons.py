"""Everything the matcher can say has words for staff."""

from __future__ import annotations

import ast
import inspect

import pytest
from flask import session

from app.domain import bookings, presence, working_time
from app.domain.reasons import Reason, reason
from app.domain.vocabulary import Language
from app.matching import pluses, stops, thinks
from app.matching.rules import STOPS, Lift
from app.matching.shortlist import Finding, judge
from app.web.shared.words_reasons import HELPS, STAFF, help_sentence, staff_sentence
from app.web.shared.words_shortlists import SHUT_OUT, because_words, shut_out_words, waiting_words
from tests.matching.crowd import crowd


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


def test_every_reason_of_the_rules_has_a_sentence():
    told = codes_in(stops, thinks, pluses, working_time, bookings)
    assert told - STAFF.keys() == set()


def test_every_stop_has_a_heading():
    assert codes_in(stops, working_time) - SHUT_OUT.keys() == set()


def test_every_lift_has_words():
    assert set(Lift) - HELPS.keys() == set()


def test_every_wish_for_a_coach_has_words():
    tree = ast.parse(inspect.getsource(presence))
    texts = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert {text for text in texts if "_wants_" in str(text)} - STAFF.keys() == set()


@pytest.fixture
def in_finnish(app):
    with app.test_request_context("/"):
        yield


def finding(rule_name, code, **facts):
    rule = next(rule for rule in STOPS if rule.name == rule_name)
    return Finding(rule.name, rule.kind, reason(code, **facts), rule.lift)


def test_the_figures_stand_in_the_sentence_and_in_what_would_help(in_finnish):
    early = finding("free_time", "starts_too_early", starts_minute=480, free_from_minute=570)
    assert staff_sentence(early.reason) == "Työ alkaa klo\u00a08, vapaa klo\u00a09.30 alkaen."
    assert help_sentence(early) == "Auttaisi: aloitus klo\u00a09.30."
    assert shut_out_words("starts_too_early") == "Työ alkaa liian aikaisin"


def test_levels_are_said_in_the_words_of_their_scale(in_finnish):
    heavy = Reason("demand_over_limit", {"scale": "lifting", "demand": 3, "limit": 1})
    assert staff_sentence(heavy) == "Nostaminen: työssä raskasta, oma raja kevyttä."


def test_waiting_is_told_in_days_and_weeks(in_finnish):
    assert waiting_words(1) == "odottanut 1 päivän"
    assert waiting_words(30) == "odottanut 4 viikkoa"


@pytest.mark.parametrize("language", [one.value for one in Language])
def test_whatever_the_rules_find_can_be_said_with_its_facts(app, language):
    said = set()
    with app.test_request_context("/"):
        session["language"] = language
        for seed in range(4):
            people, works, now = crowd(seed + 300, 30, 8)
            for judged in (judge(one, work, now) for one in people for work in works):
                for found in (*judged.stops, *judged.thinks, *judged.pluses):
                    said.add(found.reason.code)
                    assert "%(" not in staff_sentence(found.reason)
                    assert "%(" not in because_words(found.reason)
                for stop in judged.stops:
                    assert "%(" not in help_sentence(stop)
    assert "too_few_places_for_team" in said
    assert len(said) > 35
