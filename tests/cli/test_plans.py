"""`flask plan` tells what it planned, what was wrong with the question, and checks the proof."""

from __future__ import annotations

from datetime import date

import pytest

from app.cli.plans import plan, tell
from app.domain.lifecycle import PlanState
from app.services import week_plans
from app.store.models.people import Unit
from app.store.models.plan import PlanProof, PlanRow, WeekPlan

WEEK = ["--week", "2026-W49"]


@pytest.fixture
def ask(world):
    """`ask("--week", "2026-W49")`: what the command answers."""
    return lambda *words: world.app.test_cli_runner().invoke(plan, list(words))


def test_all_units_are_planned_as_one(world, ask):
    world.shift("ti", weeks=1)
    answer = ask(*WEEK, "--all", "--workers", "1")
    assert answer.exit_code == 0, answer.output
    assert "The plan is proposed, at most 0.00 % below the best." in answer.output
    assert "No plan of this week is better: it is proven." in answer.output
    counts = {line for line in answer.output.splitlines() if "people" in line}
    assert counts in ({"U01: 1 people", "U02: 0 people"}, {"U01: 0 people", "U02: 1 people"})


def test_a_unit_or_the_units_of_an_area_are_planned(world, ask):
    world.shift("ti", weeks=1)
    world.change(Unit, world.units["U02"], area="Itäkeskus")
    unit = ask(*WEEK, "--unit", "U01", "--workers", "1")
    area = ask(*WEEK, "--region", "itäkeskus", "--workers", "1")
    assert "U01: 1 people" in unit.output
    assert "U02" not in unit.output
    assert "U02: 0 people" in area.output
    assert {plan.area for plan in world.all(WeekPlan)} == {"", "Itäkeskus"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--week", "next"], "week_unreadable"),
        (["--week", "2026-W40"], "week_over"),
        ([*WEEK, "--unit", "U99"], "unit_unknown"),
        ([*WEEK, "--region", "Atlantis"], "area_unknown"),
        ([*WEEK, "--executor", "smoke://signals"], "unknown_executor"),
        (["verify"], "no_plan"),
    ],
)
@pytest.mark.usefixtures("world")
def test_what_is_wrong_is_said_on_one_line(ask, words, said):
    answer = ask(*words)
    assert answer.exit_code == 1
    assert said in answer.output


def test_a_seed_is_stored_and_draws_nothing(world, ask):
    world.shift("ti", weeks=1)
    for words in ([], ["--seed", "7"]):
        assert ask(*WEEK, "--workers", "1", *words).exit_code == 0
    plans = sorted(world.all(WeekPlan), key=lambda plan: plan.settings["seed"])
    assert [plan.settings["seed"] for plan in plans] == [0, 7]
    assert len({plan.plan_hash for plan in plans}) == 1


@pytest.mark.usefixtures("world")
def test_one_scope_is_chosen(ask):
    assert ask(*WEEK, "--unit", "U01", "--all").exit_code == 2


def test_a_plan_another_worker_makes_is_left_alone(world, ask):
    week_plans.ask_for_scope(date(2026, 11, 30), now=world.now)
    assert "plan_running" in ask(*WEEK, "--workers", "1").output


def test_of_a_plan_that_was_not_made_nobody_says_how_good_it_is(world, capsys):
    plan_id = week_plans.ask_for_scope(date(2026, 11, 30), now=world.now)
    world.change(WeekPlan, plan_id, state=PlanState.DISCARDED, ended_by="not_made")
    tell(week_plans.find_made(plan_id))
    told = capsys.readouterr().out
    assert "The plan is discarded." in told
    assert "Something went wrong; the log says more." in told
    assert "%" not in told


@pytest.fixture
def made(world, ask):
    """The id of a made plan."""
    world.shift("ti", weeks=1)
    ask(*WEEK, "--workers", "1")
    return world.all(WeekPlan)[0].id


def test_the_proof_of_a_plan_is_evaluated_again(ask, made):
    answer = ask("verify", str(made))
    assert answer.exit_code == 0, answer.output
    assert "Every limit and every pin is kept." in answer.output
    assert "0.0000 % below the best" in answer.output
    assert "The week made anew from the database is the same." in answer.output


def test_a_week_that_has_changed_since_is_said_and_the_proof_still_stands(world, ask, made):
    world.client("Ville")
    answer = ask("verify", str(made))
    assert answer.exit_code == 0, answer.output
    assert "have changed since" in answer.output


def test_a_line_that_was_slipped_in_is_found(world, ask, made):
    shift = next(row.shift_id for row in world.all(PlanRow) if row.client_id and row.shift_id)
    taken = {row.client_id for row in world.all(PlanRow) if row.client_id and row.shift_id}
    other = next(row.client_id for row in world.all(PlanRow) if row.client_id not in {None, *taken})
    world.add(PlanRow(plan_id=made, client_id=other, shift_id=shift))
    answer = ask("verify")
    assert answer.exit_code == 1
    assert "not those that the planner stored" in answer.output
    assert "('places'," in answer.output


def test_prices_that_prove_nothing_are_found(world, ask, made):
    known = world.get(WeekPlan, made).certificate
    world.change(WeekPlan, made, certificate=known | {"price_bound": 0})
    answer = ask("verify")
    assert answer.exit_code == 1
    assert "do not prove" in answer.output


def test_a_forgotten_week_cannot_be_checked(world, ask, made):
    from app.services import cleaning

    assert world.count(PlanProof) == 1
    world.pass_time(days=60)
    cleaning.clean_up(now=world.now)
    answer = ask("verify", str(made))
    assert answer.exit_code == 2
    assert "has been forgotten" in answer.output
