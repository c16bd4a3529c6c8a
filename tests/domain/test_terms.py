"""What becomes of pay, place and demands of an open order, and what may not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from app.domain.errors import RuleBroken
from app.domain.passes import PassNeed, PassRule
from app.domain.tasks import TaskDraft
from app.domain.terms import (
    Known,
    Term,
    Wanted,
    advise_terms,
    changed_terms,
    check_changed,
    check_new_pay,
    with_terms,
)
from app.domain.vocabulary import Category, PassKind, PlaceKind, Scale, WayIn
from app.domain.wages import WageFloor

OLD = TaskDraft(
    title="Apua keittiöön", place="Pihlaja", area="Kallio", lat=60.1, lon=24.9, door="B-ovi",
    way_in=WayIn.LIFT, toilet="Aulassa", first_on=date(2026, 11, 25), start_time=time(10),
    end_time=time(13), category=Category.KITCHEN, pay_cents_per_hour=1250,
    demands={Scale.LIFTING: 1}, passes=(PassKind.HYGIENE,),
)  # fmt: skip
SAME = Wanted(1250, "Pihlaja", "Kallio", PlaceKind.SITE, {Scale.LIFTING: 1}, (PassKind.HYGIENE,))
FLOOR = WageFloor("Kiinteistöala", date(2026, 1, 1), 1200, "TES", None)
TODAY = date(2026, 11, 23)


def test_the_same_terms_change_nothing() -> None:
    assert with_terms(OLD, SAME) == OLD
    with pytest.raises(RuleBroken, match="nothing_changed"):
        check_changed(OLD, with_terms(OLD, SAME))


@pytest.mark.parametrize(
    ("wanted", "term"),
    [
        # More pay and less to carry are asked about, too.
        (replace(SAME, pay_cents_per_hour=1400), Term.PAY),
        (replace(SAME, demands={Scale.LIFTING: 0}), Term.DEMANDS),
        (replace(SAME, demands={}), Term.DEMANDS),
        (replace(SAME, place="Koivula"), Term.PLACE),
        (replace(SAME, area="Vallila"), Term.PLACE),
        (replace(SAME, place_kind=PlaceKind.REMOTE), Term.PLACE),
        (replace(SAME, passes=()), Term.PASSES),
    ],
)
def test_each_change_of_a_term_is_one_to_ask_about(wanted: Wanted, term: Term) -> None:
    assert changed_terms(OLD, with_terms(OLD, wanted)) == (term,)


def test_what_was_told_of_the_old_place_does_not_come_along() -> None:
    new = with_terms(OLD, replace(SAME, place="Koivula", toilet="Käytävällä"))
    assert (new.lat, new.door, new.way_in, new.toilet) == (None, "", None, "Käytävällä")


def test_a_known_place_brings_what_is_known_of_it() -> None:
    known = Known("Koivula", "Vallila", 60.2, 24.95, "A-ovi", WayIn.STAIRS, "Keittiö", "")
    new = with_terms(OLD, replace(SAME, place="Koivula", area="Vallila", door="C-ovi"), [known])
    assert (new.lat, new.door, new.way_in, new.break_room) == (
        60.2,
        "C-ovi",
        WayIn.STAIRS,
        "Keittiö",
    )


def test_a_door_of_a_place_that_stays_is_not_lost_in_silence() -> None:
    with pytest.raises(RuleBroken, match="place_same"):
        with_terms(OLD, replace(SAME, door="C-ovi"))


@pytest.mark.parametrize(
    ("cents", "floors", "by_us", "code"),
    [
        (1199, [FLOOR], True, "pay_under_floor"),
        (None, [FLOOR], True, "pay_missing"),
        (1200, [], False, "pay_lower_unknown"),
        (1200, [FLOOR], False, ""),
        (1300, [], False, ""),
        (1200, [], True, ""),
    ],
)
def test_new_pay_keeps_the_floor_of_its_day(
    cents: int | None, floors: list[WageFloor], by_us: bool, code: str
) -> None:
    new = replace(OLD, pay_cents_per_hour=cents)
    if not code:
        check_new_pay(OLD, new, floors, on=TODAY, by_us=by_us)
        return
    with pytest.raises(RuleBroken, match=code):
        check_new_pay(OLD, new, floors, on=TODAY, by_us=by_us)


def test_pay_that_stays_is_no_hindrance_to_another_change_but_is_told_of() -> None:
    new, risen = replace(OLD, place="Koivula"), replace(FLOOR, cents_per_hour=1300)
    check_new_pay(OLD, new, [risen], on=TODAY, by_us=False)
    assert "advice_under_floor" in {one.code for one in advise_terms(new, [risen], [], on=TODAY)}


def test_the_law_tells_of_passes_by_the_day_of_the_change() -> None:
    later = PassRule(PassKind.HYGIENE, PassNeed.BEFORE_START, date(2027, 1, 1), "Laki")
    before = advise_terms(OLD, [FLOOR], [later], on=TODAY)
    after = advise_terms(OLD, [FLOOR], [later], on=date(2027, 2, 1))
    assert [one.code for one in before] == ["advice_pass_before", "advice_adults"]
    assert [one.code for one in after] == ["advice_pass_at_once", "advice_adults"]
