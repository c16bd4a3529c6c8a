"""What a process keeps for a while: made once, made anew by time alone."""

from __future__ import annotations

import pytest

from app.store import kept

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def ask(world):
    """`ask(about)` tells in which order the thing was made that is told."""
    made = []

    def make(about="x"):
        return kept.kept(about, lambda: made.append(about) or len(made), now=world.now)

    return make


def test_it_is_made_once_in_ten_minutes(ask, world):
    assert [ask(), ask()] == [1, 1]
    world.pass_time(minutes=9, seconds=59)
    assert ask() == 1
    world.pass_time(seconds=1)
    assert ask() == 2


def test_each_thing_is_kept_by_itself(ask):
    assert [ask("x"), ask("y"), ask("x")] == [1, 2, 1]


def test_a_new_local_day_begins_anew(ask, world):
    world.move_to("ma 23:55")
    assert ask() == 1
    world.pass_time(minutes=5)
    assert ask() == 2


def test_a_clock_set_back_begins_anew(ask, world):
    ask()
    world.clock.forward(minutes=-1)
    assert ask() == 2


def test_what_could_not_be_made_is_made_at_the_next_asking(ask, world):
    with pytest.raises(ZeroDivisionError):
        kept.kept("x", lambda: 1 // 0, now=world.now)
    assert ask() == 1


def test_another_database_in_its_place_knows_nothing(ask):
    ask()
    kept.forget()
    assert ask() == 2
