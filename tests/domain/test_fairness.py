"""Counting who has had work and who has not: groups of five at least, no small numbers."""

from __future__ import annotations

from uuid import UUID

from app.domain.fairness import Turn, count_reasons, tenths, told_reasons, unit_counts


def turn(number: int, *, why: str = "", waiting: int = 10, offers: int = 1) -> Turn:
    return Turn(UUID(int=number), waiting, offers, 0, why)


def test_who_has_waited_longest_is_in_the_first_group() -> None:
    found = list(tenths(turn(n, waiting=n, offers=n // 5) for n in range(10)))
    assert [(one.people, one.least_days, one.offers) for one in found] == [(5, 5, 5), (5, 0, 0)]


def test_fewer_than_ten_are_in_no_group() -> None:
    assert list(tenths(turn(n) for n in range(9))) == []


def test_who_has_had_an_offer_has_no_reason() -> None:
    assert count_reasons([turn(1), turn(2, why="too_far")]) == {"too_far": 1}


def test_reasons_of_few_are_not_told_and_the_commonest_comes_first() -> None:
    counts = count_reasons(
        [*(turn(n, why="too_far") for n in range(6)), *(turn(n, why="no_times") for n in range(9)),
         *(turn(n, why="in_queue") for n in range(4))]
    )  # fmt: skip
    assert told_reasons(counts) == (("no_times", 10), ("too_far", 5))


def test_a_unit_is_told_to_the_nearest_five_and_its_small_numbers_not_at_all() -> None:
    turns = [turn(n, why="too_far" if n < 4 else "") for n in range(12)]
    found = unit_counts("Malmi", turns)
    assert (found.name, found.people, found.without, found.why) == ("Malmi", 10, None, "")
