"""Business ids as people write them."""

from __future__ import annotations

import pytest

from app.domain.errors import RuleBroken
from app.integrations.business_ids import normal_business_id


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("0201256-6", "0201256-6"),
        (" 02012566 ", "0201256-6"),
        ("FI02012566", "0201256-6"),
        ("201256-6", "0201256-6"),
        ("2773203-3", "2773203-3"),
        ("", ""),
    ],
)
def test_an_id_is_read_as_people_write_it(text, normal):
    assert normal_business_id(text) == normal


@pytest.mark.parametrize("text", ["0201256-7", "12345", "abc", "0201256-66", "201256-1"])
def test_a_wrong_check_digit_is_told(text):
    with pytest.raises(RuleBroken) as caught:
        normal_business_id(text)
    assert caught.value.code == "business_id_wrong"
