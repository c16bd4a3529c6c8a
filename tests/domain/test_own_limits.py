"""Questions about own limits and parts of a day, as plain rules."""

from __future__ import annotations

import pytest

from app.domain import own_limits
from app.domain.day_parts import PARTS, DayPart, changed, parts_of
from app.domain.tastes import Taste, taste_of
from app.domain.vocabulary import OwnRule, Scale

MORNING, AFTERNOON, EVENING = DayPart


def at(starts, ends):
    return (starts * 60, ends * 60)


@pytest.mark.parametrize(
    ("times", "parts"),
    [
        ([], set()),
        ([at(8, 12)], {MORNING}),
        ([at(8, 17)], {MORNING, AFTERNOON}),
        ([at(9, 15)], {MORNING, AFTERNOON}),
        ([at(11, 13)], set()),
        ([at(8, 9), at(10, 11)], {MORNING}),
        ([at(6, 22)], {MORNING, AFTERNOON, EVENING}),
    ],
)
def test_a_part_counts_when_half_of_it_is_free(times, parts):
    assert parts_of(times) == parts


@pytest.mark.parametrize(
    ("times", "part", "free", "after"),
    [
        ([], MORNING, True, [at(8, 12)]),
        ([at(8, 12)], AFTERNOON, True, [at(8, 16)]),
        ([at(8, 16)], MORNING, False, [at(12, 16)]),
        # Odd times stay until their own part is changed.
        ([at(9, 15)], EVENING, True, [at(9, 15), at(16, 20)]),
        ([at(9, 15)], MORNING, False, [at(12, 15)]),
        ([at(8, 17)], AFTERNOON, False, [at(8, 12)]),
        ([at(6, 16)], AFTERNOON, False, [at(6, 12)]),
        ([at(6, 12)], MORNING, False, []),
    ],
)
def test_one_part_is_changed_and_the_rest_stays(times, part, free, after):
    assert changed(times, [part], free=free) == after


def test_all_of_a_day_is_changed_at_once():
    assert changed([at(9, 10)], list(DayPart), free=True) == [at(8, 20)]
    assert changed([at(5, 23)], list(DayPart), free=False) == []


def test_the_parts_of_a_day_touch_each_other():
    assert [PARTS[part] for part in DayPart] == [at(8, 12), at(12, 16), at(16, 20)]


def test_every_limit_is_asked_once_with_few_answers():
    assert len(set(own_limits.QUESTIONS)) == len(Scale) + len(OwnRule) + 2
    for question in own_limits.QUESTIONS:
        assert 2 <= len(own_limits.answers_of(question)) <= 5
    assert own_limits.answers_of("nothing") == ()
    assert own_limits.next_question(own_limits.QUESTIONS[-1]) == ""


def test_a_kept_wish_is_one_of_three_answers():
    assert [taste_of(one) for one in (True, None, False)] == list(Taste)
