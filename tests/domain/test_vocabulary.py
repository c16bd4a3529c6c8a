"""The closed word lists hold together."""

from __future__ import annotations

import pytest

from app.domain import errors
from app.domain.reasons import Reason, reason
from app.domain.vocabulary import LEVELS, ORDERER_ROLES, STAFF_ROLES, UNITLESS_STAFF, Role, Scale
from app.domain.words import N_


def test_every_scale_has_levels_from_low_to_high() -> None:
    assert set(LEVELS) == set(Scale)
    assert all(len(set(words)) == len(words) >= 3 for words in LEVELS.values())


def test_every_role_is_an_orderer_a_client_or_staff() -> None:
    assert ORDERER_ROLES | STAFF_ROLES | {Role.CLIENT} == set(Role)
    assert not ORDERER_ROLES & STAFF_ROLES
    assert UNITLESS_STAFF < STAFF_ROLES


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (errors.Missing(), 404, "missing"),
        (errors.NotAllowed(), 403, "not_allowed"),
        (errors.Gone("x"), 409, "x"),
        (errors.Conflict("x"), 409, "x"),
        (errors.RuleBroken("x", n=1), 422, "x"),
        (errors.TooMany("x", retry_after=60), 429, "x"),
    ],
)
def test_an_expected_error_has_a_code_and_a_status(
    error: errors.ExpectedError, status: int, code: str
) -> None:
    assert (error.status, error.code) == (status, code)


def test_reasons_are_equal_by_what_they_say() -> None:
    assert reason("near", minutes=13) == Reason("near", {"minutes": 13})
    assert len({reason("near", minutes=13), reason("near", minutes=13), reason("near")}) == 2


def test_a_marked_text_is_itself() -> None:
    assert N_("Hei") == "Hei"
