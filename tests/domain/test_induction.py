"""What of safety is gone through: the same everywhere, and what the work brings."""

from __future__ import annotations

import pytest

from app.domain.induction import ALWAYS, Safety, safety_points
from app.domain.vocabulary import Category, Scale


def test_what_holds_everywhere_is_always_there():
    assert safety_points(None, {}) == ALWAYS


@pytest.mark.parametrize(
    ("category", "point"),
    [
        (Category.CLEANING, Safety.CHEMICALS),
        (Category.KITCHEN, Safety.HEAT),
        (Category.GARDEN, Safety.TOOLS),
        (Category.ELDERLY_ASSIST, Safety.PEOPLE),
    ],
)
def test_a_kind_of_work_brings_its_own(category, point):
    assert safety_points(category, {}) == (*ALWAYS, point)


@pytest.mark.parametrize(
    ("scale", "level", "told"),
    [
        (Scale.LIFTING, 0, ()),
        (Scale.LIFTING, 1, (Safety.LIFTING,)),
        (Scale.STAIRS, 1, ()),
        (Scale.STAIRS, 2, (Safety.STAIRS,)),
        (Scale.NOISE, 1, ()),
        (Scale.NOISE, 2, (Safety.NOISE,)),
        (Scale.OUTDOORS, 1, (Safety.WEATHER,)),
        (Scale.READING, 2, ()),
    ],
)
def test_a_demand_brings_its_own_from_a_level_on(scale, level, told):
    assert safety_points(Category.OFFICE, {scale: level}) == (*ALWAYS, *told)
