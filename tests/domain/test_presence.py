"""When a coach goes along."""

from __future__ import annotations

import pytest

from app.domain.presence import PresenceLevel, presence
from app.domain.vocabulary import CoachWanted, SupportNeed

NO, FIRST, ALWAYS = CoachWanted.NO, CoachWanted.FIRST_SHIFT, CoachWanted.ALWAYS


@pytest.mark.parametrize(
    ("wanted", "need", "performed", "codes"),
    [
        (NO, SupportNeed.NONE, 0, ()),
        (FIRST, SupportNeed.NONE, 0, ("orderer_wants_first_shift",)),
        (FIRST, SupportNeed.NONE, 1, ()),
        (ALWAYS, SupportNeed.NONE, 9, ("orderer_wants_always",)),
        (NO, SupportNeed.ALWAYS, 9, ("client_wants_always",)),
        (NO, SupportNeed.FIRST_SHIFTS, 2, ("client_wants_first_shifts",)),
        (NO, SupportNeed.FIRST_SHIFTS, 3, ()),
        (NO, SupportNeed.WEEKLY, 9, ("client_wants_weekly",)),
        (ALWAYS, SupportNeed.ALWAYS, 0, ("orderer_wants_always", "client_wants_always")),
    ],
)
def test_a_coach_goes_along_when_either_side_asks(
    wanted: CoachWanted, need: SupportNeed, performed: int, codes: tuple[str, ...]
) -> None:
    found = presence(wanted, need, performed_at_task=performed)
    assert found.codes == codes
    assert found.required is bool(codes)


def test_once_a_week_is_enough_for_weekly() -> None:
    found = presence(NO, SupportNeed.WEEKLY, performed_at_task=5, covered_this_week=True)
    assert found.level is PresenceLevel.NONE


def test_going_alone_makes_a_need_a_wish() -> None:
    found = presence(NO, SupportNeed.ALWAYS, performed_at_task=0, goes_alone=True)
    assert found.level is PresenceLevel.WISH
    assert not found.required
    assert found.codes == ("client_wants_always",)
