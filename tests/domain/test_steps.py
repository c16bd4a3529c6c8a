"""The steps of a task: what is kept, how they move, what would be easier to read."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleBroken
from app.domain.steps import (
    MOST_STEPS,
    STEP_PICTURES,
    Hard,
    Step,
    checked,
    hard_points,
    moved,
    without,
)
from app.web.shared.pictograms import PICTOGRAMS
from app.web.shared.words_steps import PICTURE_WORDS

WASH, WIPE, DONE = (Step("Pese kädet.", "wash_hands"), Step("Pyyhi pöytä.", "wipe"),
                    Step("Valmis.", "done"))  # fmt: skip


def test_empty_steps_are_left_out_and_spaces_taken_off():
    assert checked([Step("  Pese   kädet. ", "wash_hands"), Step(" ", "wipe")]) == (WASH,)


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([WASH] * (MOST_STEPS + 1), "too_many_steps"),
        ([Step("a" * 121, "wipe")], "step_too_long"),
        ([Step("Pese kädet.", "seen_by")], "picture_unknown"),
    ],
)
def test_what_cannot_be_kept_is_named(steps, code):
    with pytest.raises(RuleBroken) as broken:
        checked(steps)
    assert broken.value.code == code


def test_a_step_moves_by_one_and_stays_at_the_ends():
    steps = (WASH, WIPE, DONE)
    assert moved(steps, 1, -1) == (WIPE, WASH, DONE)
    assert moved(steps, 1, 1) == (WASH, DONE, WIPE)
    assert moved(steps, 0, -1) == moved(steps, 2, 1) == moved(steps, 9, 1) == steps
    assert without(steps, 1) == (WASH, DONE)
    assert without(steps, -1) == steps


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("Pese kädet.", ()),
        ("Ota ämpäri ja vie se sitten sinne toiseen huoneeseen asti.", (Hard.LONG,)),
        ("Käytä puhdistusaineliuosta.", (Hard.LONG_WORD,)),
        ("Ota liina, ämpäri, harja.", (Hard.COMMAS,)),
        ("Pese astiat (isot).", (Hard.SIGNS,)),
        ("Pese. Kuivaa. Vie.", (Hard.TWO_THOUGHTS,)),
    ],
)
def test_what_would_be_easier(words, points):
    assert hard_points(words) == points


def test_every_picture_of_a_step_is_there_and_has_words():
    assert set(STEP_PICTURES) == set(PICTURE_WORDS)
    assert set(STEP_PICTURES) <= set(PICTOGRAMS)
    assert len(STEP_PICTURES) == len(set(STEP_PICTURES))
