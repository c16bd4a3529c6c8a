"""Every code that the planner can give has a sentence, on the page and on the command line."""

from __future__ import annotations

import ast
from pathlib import Path

from app.cli import plan_words
from app.config import ROOT
from app.matching.plan import problems, reasons
from app.web.shared.words_plans import NOTES, REASONS, TROUBLES

FILES = [ROOT / "app/matching/week_plan.py", *Path(ROOT / "app/matching/plan").glob("*.py")]
ERRORS = {name for name, kind in vars(problems).items() if isinstance(kind, type)}


def calls():
    """Every call in the planner's files whose first argument is a text: its name and the text."""
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            first = node.args[0] if isinstance(node, ast.Call) and node.args else None
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield ast.unparse(node.func), first.value


def test_every_trouble_has_a_sentence():
    codes = {text for name, text in calls() if name in ERRORS}
    assert "solver_missing" in codes
    assert codes <= TROUBLES.keys()
    assert codes <= plan_words.WORDS.keys()


def test_every_note_has_a_sentence():
    said = {text for name, text in calls() if name == "Note" or name.endswith("notes.append")}
    # The solver's troubles become notes where the plan comes about all the same.
    codes = said | {text for name, text in calls() if name == "SolverFailed"}
    codes -= {"cluster_missing", "cluster_silent"}  # no plan is begun then
    assert {"emergency_stop", "pin_cannot_be_kept"} <= codes
    assert codes <= NOTES.keys()
    assert codes <= plan_words.WORDS.keys()


def test_every_reason_has_a_sentence():
    codes = {
        code for name, code in vars(reasons).items() if name.isupper() and isinstance(code, str)
    }
    assert {"equal_plan_with", "undecided_within_the_gap", "coach_hours"} <= codes
    # Told with the reason that shuts the client out of most shifts.
    assert codes - {"no_shift_fits"} <= REASONS.keys()
