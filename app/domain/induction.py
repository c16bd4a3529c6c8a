"""What is gone through with whoever begins at a place of work, beside the facts of the order.

Source: Occupational Safety and Health Act 738/2002 s. 14 (a worker is taught the work, the tools
and the dangers of the place, and what to do when something happens).
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.vocabulary import Category, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping


class Safety(StrEnum):
    """One thing of safety that is shown or told."""

    WAY_OUT = "way_out"
    FIRST_AID = "first_aid"
    ACCIDENT = "accident"
    REFUSE = "refuse"
    LIFTING = "lifting"
    STAIRS = "stairs"
    NOISE = "noise"
    WEATHER = "weather"
    CHEMICALS = "chemicals"
    HEAT = "heat"
    TOOLS = "tools"
    PEOPLE = "people"


# What is told at every place, whatever the work.
ALWAYS = (Safety.WAY_OUT, Safety.FIRST_AID, Safety.ACCIDENT, Safety.REFUSE)
# From which level of a demand on something is shown: 1 is the first that asks for anything.
_FROM_LEVEL: Mapping[Scale, tuple[int, Safety]] = MappingProxyType(
    {
        Scale.LIFTING: (1, Safety.LIFTING),
        Scale.STAIRS: (2, Safety.STAIRS),
        Scale.NOISE: (2, Safety.NOISE),
        Scale.OUTDOORS: (1, Safety.WEATHER),
    }
)
_OF_KIND: Mapping[Category, Safety] = MappingProxyType(
    {
        Category.CLEANING: Safety.CHEMICALS,
        Category.KITCHEN: Safety.HEAT,
        Category.PROPERTY: Safety.TOOLS,
        Category.GARDEN: Safety.TOOLS,
        Category.TEXTILE: Safety.TOOLS,
        Category.ELDERLY_ASSIST: Safety.PEOPLE,
    }
)


def safety_points(category: Category | None, demands: Mapping[Scale, int]) -> tuple[Safety, ...]:
    """What of safety is gone through: what holds everywhere, then what this work brings.

    Units: `demands` are levels from 0, which asks for nothing; a scale that is left out is unknown
    and brings nothing.
    """
    asked = [
        point for scale, (least, point) in _FROM_LEVEL.items() if demands.get(scale, 0) >= least
    ]
    kind = [_OF_KIND[category]] if category is not None and category in _OF_KIND else []
    return (*ALWAYS, *kind, *asked)
