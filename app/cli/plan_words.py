"""What `flask plan` says of the codes of the planner, one sentence each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import ExpectedError

_BAD_WEEK = "The week that came in cannot be read"
WORDS: Mapping[str, str] = {
    "optimal": "No plan of this week is better: it is proven.",
    "gap": "It is so near the best that can be proven that the search ended.",
    "sweeps": "All rounds of the search are done.",
    "nodes": "The search ended before it was proven that nothing is better.",
    "stopped": "It was stopped with what it had.",
    "pin_cannot_be_kept": "A pin cannot be kept: the shift does not fit, or is full.",
    "solver_died": "The solver died in a part; what was found before it stands.",
    "emergency_stop": "A part ran out of time; what was found before that stands.",
    "solver_missing": "The solver (requirements/planner.txt) is not installed: a simpler plan.",
    "solver_gave_no_answer": "The solver gave no answer to a part; what was found before stands.",
    "solver_refused_the_model": "The solver refused a part; what was found before stands.",
    "unknown_executor": "Write the cluster as dask://HOST:PORT.",
    "cluster_missing": "The package distributed is not installed, so no cluster can be used.",
    "cluster_silent": "Nobody answers at the address of the cluster.",
    "plan_breaks_a_limit": "The check refused the plan; this is a fault of the planner.",
    "makers_lost": "The makers of this plan died again and again; plan a smaller part.",
    "broken_off": "It was broken off.",
    "not_made": "Something went wrong; the log says more.",
    "not_whole_numbers": f"{_BAD_WEEK}: a column has something else than whole numbers.",
    "number_too_large": f"{_BAD_WEEK}: a number is too large.",
    "below_zero": f"{_BAD_WEEK}: a number is below zero.",
    "id_twice": f"{_BAD_WEEK}: an id is there twice.",
    "pair_twice": f"{_BAD_WEEK}: a client has a shift twice.",
    "column_length": f"{_BAD_WEEK}: columns differ in length.",
    "unknown_row": f"{_BAD_WEEK}: a row names somebody or something that is not there.",
    "unknown_coach": f"{_BAD_WEEK}: a coach is named who is not there.",
    "team_of_nobody": f"{_BAD_WEEK}: a team has no members.",
    "shift_ends_before_it_starts": f"{_BAD_WEEK}: a shift ends before it starts.",
    "visit_minutes_differ": f"{_BAD_WEEK}: one visit of a coach has two lengths.",
}


def told(error: ExpectedError) -> str:
    """An expected error on one line: its code, its sentence if it is the planner's, its facts."""
    words = WORDS.get(error.code)
    return f"{error.code}: {words or ''} {dict(error.facts) or ''}".replace("  ", " ").strip()
