"""What is shown of a judgement, and what is kept of it with an offer."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from app.domain.vocabulary import Category, CoachWanted, PassKind, Scale
from app.matching.explain import Explanation, explain, from_text, to_text
from app.matching.rules import Lift
from app.matching.shortlist import Group, judge
from tests.matching.people import SITE, WEDNESDAY, client, coach, context, shift

RICH = client(
    waiting_days=90,
    strengths="oppii näyttämällä",
    known_site_ids=frozenset({SITE}),
    non_disclosure=True,
    work_activity_weekdays=frozenset({2}),
    known_categories=frozenset(),
)
ASKING = shift(
    demands={Scale.NOISE: 1},
    passes=frozenset({PassKind.HYGIENE}),
    coach_wanted=CoachWanted.ALWAYS,
)
SUBSTITUTES = context(coach(absences=((WEDNESDAY, WEDNESDAY),)), coach(UUID(int=99)))


def told(explanation: Explanation) -> tuple[list[str], list[str]]:
    return (
        [finding.rule for finding in explanation.pluses],
        [finding.rule for finding in explanation.thinks],
    )


def test_at_most_four_reasons_for_and_three_to_think_about() -> None:
    judged = judge(RICH, ASKING, SUBSTITUTES)
    assert len(judged.pluses) > 4
    assert len(judged.thinks) > 3
    explanation = explain(judged)
    assert told(explanation) == (
        ["wish", "near", "known_site", "waited_long"],
        ["pass_needed_by", "non_disclosure", "substitute_coach"],
    )
    assert explanation.group is Group.FITS
    assert explanation.stop is None


def test_the_one_to_solve_comes_with_what_would_help() -> None:
    explanation = explain(judge(client(), shift(starts=8), context()))
    assert explanation.group is Group.MUST_SOLVE
    assert explanation.stop is not None
    assert explanation.stop.reason.code == "starts_too_early"
    assert explanation.stop.reason.facts["free_from_minute"] == 9 * 60
    assert explanation.stop.lift is Lift.CHANGE_TIME


def test_an_offer_against_own_limits_names_each() -> None:
    kalle = client(avoided=frozenset({Category.ELDERLY_ASSIST}))
    explanation = explain(judge(kalle, shift(demands={Scale.LIFTING: 3}), context()))
    assert [f.rule for f in explanation.own_limits] == ["limit_lifting", "avoided_category"]


@pytest.mark.parametrize(
    ("kalle", "work"),
    [
        (RICH, ASKING),
        (client(), shift(starts=8)),
        (client(), shift(demands={Scale.LIFTING: 3})),
        (client(max_minutes_month=1), shift()),
        (client(), shift(passes=frozenset({PassKind.SAFETY_CARD}))),
    ],
)
def test_a_stored_explanation_is_read_back_unchanged(kalle: object, work: object) -> None:
    explanation = explain(judge(kalle, work, SUBSTITUTES))  # type: ignore[arg-type]
    text = to_text(explanation, "abc")
    assert from_text(text) == explanation
    assert '"inputs_hash": "abc"' in text


def test_days_and_instants_come_back_as_such() -> None:
    explanation = from_text(to_text(explain(judge(RICH, ASKING, SUBSTITUTES))))
    assert explanation.thinks[0].reason.facts["needed_on"] == date(2027, 3, 2)
    assert explanation.thinks[2].reason.facts["coach_id"] == UUID(int=99)


def test_what_is_not_an_explanation_is_refused() -> None:
    with pytest.raises(ValueError, match="Expecting value"):
        from_text("nonsense")
