"""`flask plan` tells what it planned, and what was wrong with the question."""

from __future__ import annotations

from app.cli.plans import plan


def test_a_week_is_planned_for_every_unit(world):
    world.shift("ti", weeks=1)
    answer = world.app.test_cli_runner().invoke(plan, ["--week", "2026-W49"])
    assert answer.exit_code == 0
    assert "U01: 1 people, proposed" in answer.output
    assert "U02: 1 people, proposed" in answer.output


def test_an_unreadable_week_and_an_unknown_unit_are_said(world):
    runner = world.app.test_cli_runner()
    unreadable = runner.invoke(plan, ["--week", "next"])
    unknown = runner.invoke(plan, ["--week", "2026-W49", "--unit", "U99"])
    assert unreadable.exit_code == unknown.exit_code == 1
    assert "week_unreadable" in unreadable.output
