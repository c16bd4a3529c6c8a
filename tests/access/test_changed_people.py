"""What people may do ends with what gave it to them: a tie, a role, an account, a session."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from app.domain.vocabulary import Role
from app.services import sign_in
from app.store.models.people import User
from tests.access.matrix import Outcome, Whose, matrix
from tests.access.sweep import ACTED, LOOKED, STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.access.matrix import Row
    from tests.access.stage import Stage

OF_A_CLIENT = {"offer", "hours", "client", "alert", "message"}


@pytest.fixture
def fresh(stage: Stage) -> Iterator[Stage]:
    """The stage inside an application context; what a test changes is undone."""
    with stage.app.app_context():
        yield stage
    stage.restore()


def ask(stage: Stage, row: Row, who: str) -> int:
    method = "POST" if row.writes else "GET"
    form = stage.form(row, Whose.OWN, who)
    return stage.ask(who, method, stage.address(row, Whose.OWN, who), form=form).status


def test_a_coach_whose_tie_has_ended_is_a_colleague_like_any_other(fresh: Stage) -> None:
    world = fresh.world
    world.end_relation(world.carla, world.kalle, world.today - timedelta(days=1))
    rows = [row for row in matrix().values() if row.room == "coach" and row.subject in OF_A_CLIENT]
    found = {row.endpoint: ask(fresh, row, "CO") for row in rows}
    wrong = {
        row.endpoint: found[row.endpoint]
        for row in rows
        if found[row.endpoint] not in wanted(row, row.outcome("CU", Whose.OWN))
    }
    assert wrong == {}
    assert list(found.values()).count(404) > 10


def wanted(row: Row, outcome: Outcome) -> frozenset[int]:
    return STATUSES.get(outcome, ACTED if row.writes else LOOKED)


@pytest.mark.parametrize(
    ("change", "status"),
    [({"role": Role.RESPONSIBLE_WORKER}, 404), ({"active": False}, 303)],
    ids=["another role", "no account"],
)
def test_a_change_of_the_person_counts_from_the_next_request(
    fresh: Stage, change: dict[str, Any], status: int
) -> None:
    assert fresh.ask("CO", "GET", "/coach/clients").status == 200
    fresh.world.change(User, fresh.world.carla.user_id, **change)
    assert fresh.ask("CO", "GET", "/coach/clients").status == status


def test_a_session_that_was_ended_elsewhere_is_nobody_at_once(fresh: Stage) -> None:
    assert fresh.ask("CO", "GET", "/coach/clients").status == 200
    sign_in.sign_out_everywhere(fresh.world.carla, now=fresh.world.now)
    assert fresh.ask("CO", "GET", "/coach/clients").status == 303
    assert fresh.ask("CO", "POST", "/coach/tablet").status == 401


def test_nobody_is_let_in_by_a_key_a_cookie_of_another_shape_or_a_user_id(stage: Stage) -> None:
    actor = stage.world.carla
    for headers in (
        {"Authorization": f"Bearer {actor.user_id}"},
        {"Cookie": f"__Host-s={actor.user_id}"},
        {"Cookie": f"user_id={actor.user_id}; _user_id={actor.user_id}; s={actor.user_id}"},
        {"Cookie": "__Host-s=" + "0" * 43},
    ):
        assert stage.ask("AN", "GET", "/coach/", **headers).status == 303
