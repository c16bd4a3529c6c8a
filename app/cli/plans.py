"""`flask plan`: plan a week here and now, with a bar that shows how far it is; `plan verify`."""

from __future__ import annotations

import signal
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any

import click
from flask import current_app

from app.cli.plan_words import WORDS, told
from app.cli.ready import with_database
from app.domain.calendar import week_from_name
from app.domain.errors import ExpectedError
from app.services import week_plans

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor
    from datetime import datetime
    from uuid import UUID

    from app.matching.week_plan import Progress
    from app.services.planning import Checked

# Where in the bar a phase begins and how much of it is its own, in hundredths.
PHASES = {"prices": (0, 40), "first": (40, 10), "polish": (50, 50)}


@click.group("plan", invoke_without_command=True)
@click.option("--week", "name", help="The ISO week, such as 2026-W49; else the next one.")
@click.option("--unit", help="For the clients of this unit, by its code.")
@click.option("--region", help="For the clients of all units of this area, by its name.")
@click.option("--all", "_all", is_flag=True, help="For all units together, as without the others.")
@click.option("--seed", default=0, help="Is stored; nothing is drawn, so any gives the same plan.")
@click.option("--executor", help="Solve the parts on a cluster, such as dask://HOST:PORT.")
@click.option("--workers", default=2, help="Else: in so many processes of this machine.")
@click.pass_context
@with_database
def plan(  # noqa: PLR0913 - the options of the command
    ctx: click.Context, name: str | None, unit: str | None, region: str | None, *, _all: bool,
    seed: int, executor: str | None, workers: int,
) -> None:  # fmt: skip
    """Plan a week as a proposal to coaches; nothing is offered to anybody by it.

    Ctrl-C ends it with what it has; pressed twice it is broken off.
    """
    if ctx.invoked_subcommand:
        return
    if sum((bool(unit), bool(region), _all)) > 1:
        raise click.UsageError("Choose one of --unit, --region and --all.")
    with _said():
        now = _now()
        week_on = week_from_name(name) if name else week_plans.next_week(now)
        with _executor(executor, workers) as hands:
            plan_id = week_plans.ask_for_scope(week_on, unit, region, seed=seed, now=now)
            _make(plan_id, hands, now=now)
    tell(week_plans.find_made(plan_id))


def _executor(address: str | None, workers: int) -> Executor:
    """Who solves; opened before the plan is asked for, so that none waits for a wrong address."""
    from app.matching.plan.executors import executor_for  # the solver is not for every command

    return executor_for(address, workers)


@contextmanager
def _said() -> Iterator[None]:
    """An expected error is said on one line."""
    try:
        yield
    except ExpectedError as error:
        raise click.ClickException(told(error)) from error


def _now() -> datetime:
    now: datetime = current_app.extensions["jobcenter_clock"].utcnow()
    return now


def _make(plan_id: UUID, executor: Executor, *, now: datetime) -> None:
    from app.services import planning  # the solver is not for every command

    with ExitStack() as open_things:
        show = open_things.enter_context(_bar())
        stop = open_things.enter_context(_interruptible())
        how = planning.How(f"command {plan_id.hex[:8]}", executor, show, stop)
        if not planning.make_plan(plan_id, how, now=now):
            raise click.ClickException("A worker is making this plan already.")


@contextmanager
def _bar() -> Iterator[Callable[[Progress], None]]:
    """A bar in the terminal: the phase, the gap that is proven so far, people with work."""
    with click.progressbar(length=100, label="Planning", item_show_func=_shown) as bar:
        at = 0

        def show(seen: Progress) -> None:
            nonlocal at
            begins, share = PHASES.get(seen.phase, (at, 0))
            there = begins + share * seen.done // max(seen.of, 1)
            bar.update(max(0, there - at), seen)
            at = max(at, there)

        yield show
        bar.update(100 - at)


def _shown(seen: Progress | None) -> str:
    if seen is None or not seen.value:
        return seen.phase if seen else ""
    gap = max(0, seen.bound - seen.value) * 100 / seen.value
    return f"{seen.phase}, at most {gap:.2f} % below the best, {seen.people} people"


@contextmanager
def _interruptible() -> Iterator[Callable[[], bool]]:
    """Whether Ctrl-C was pressed; the second time it ends the command as usual."""
    pressed: list[int] = []

    def note(number: int, _frame: Any) -> None:  # noqa: ANN401 - as signals are
        pressed.append(number)
        signal.signal(number, signal.default_int_handler)
        click.echo("\nEnding with what there is …", err=True)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)


def tell(made: week_plans.Made) -> None:
    """Say how a plan ended, how near the best it is and how many people each unit sends."""
    near = "" if made.gap is None else f", at most {made.gap / 10_000:.2f} % below the best"
    click.echo(f"The plan is {made.state}{near}.")
    for code in (made.ended_by, *made.notes):
        if code in WORDS:
            click.echo(WORDS[code])
    for code, people in made.units:
        click.echo(f"{code}: {people} people")


@plan.command("verify")
@click.argument("plan_id", required=False, type=click.UUID)
@with_database
def verify(plan_id: UUID | None) -> None:
    """Check a stored plan (else the newest) by independent code, in whole numbers.

    Ends with 0 when its limits, pins and bound hold, 1 when not, 2 when its week is forgotten.
    """
    from app.services import planning  # the solver is not for every command

    with _said():
        checked = planning.check_plan(plan_id, now=_now())
    for line in _lines(checked):
        click.echo(line)
    if not checked.holds:
        raise SystemExit(2 if checked.found is None else 1)


def _lines(checked: Checked) -> Iterator[str]:
    yield f"The plan of the week from {checked.week_on}:"
    if checked.found is None:
        yield "Its week has been forgotten, so neither limits nor bound can be checked any more."
        return
    broken = checked.found.broken
    yield "Every limit and every pin is kept." if not broken else f"BROKEN: {broken}"
    yield _bound_line(checked)
    if not checked.same_lines:
        yield "BROKEN: its lines or its value are not those that the planner stored."
    if not checked.same_rules or not checked.same_inputs:
        yield (
            "People, shifts or rules have changed since. What is checked is the week as it was; "
            "whether each proposal still fits is asked anew when it is offered."
        )
    elif checked.rebuilt:
        yield "The week made anew from the database is the same."
    else:
        yield "BROKEN: the week made anew from the database is another."


def _bound_line(checked: Checked) -> str:
    found = checked.found
    if found is None or not found.value * 10_000 <= found.bound <= found.claimed:
        return "BROKEN: the prices do not prove the bound that is stored."
    if not checked.by_prices:
        return (
            f"At most {checked.gap / 10_000:.4f} % below the best by the solver's word; "
            "what the stored prices prove by themselves has been evaluated again and holds."
        )
    return f"At most {checked.gap / 10_000:.4f} % below the best: evaluated again, it holds."
