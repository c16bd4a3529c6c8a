"""What to think about and why it fits: one test per rule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from app.domain.vocabulary import (
    Category,
    CoachWanted,
    Language,
    PassKind,
    Scale,
    SupportNeed,
)
from app.matching import pluses, thinks
from tests.matching.people import SHIFT, SITE, VUOSAARI, WEDNESDAY, client, coach, context, shift

if TYPE_CHECKING:
    from app.matching.facts import ClientFacts


def test_a_pass_that_is_needed_later_is_told_with_its_day() -> None:
    kitchen = shift(passes=frozenset({PassKind.HYGIENE}))
    why = thinks.pass_needed_by(client(), kitchen, context())
    assert why.facts == {"pass_kind": PassKind.HYGIENE, "needed_on": date(2027, 3, 2)}
    shown = client(passes=frozenset({PassKind.HYGIENE}))
    assert thinks.pass_needed_by(shown, kitchen, context()) is None


def test_a_protected_client_needs_thought_and_is_never_shut_out() -> None:
    why = thinks.non_disclosure(client(non_disclosure=True), shift(), context())
    assert why.code == "non_disclosure"
    assert thinks.non_disclosure(client(), shift(), context()) is None


def test_who_goes_only_together_is_to_be_asked_with_the_others() -> None:
    pair = client(together=2)
    assert thinks.goes_together(pair, shift(), context()).facts == {"others": 1}
    assert thinks.goes_together(client(), shift(), context()) is None
    joined = client(together=2, team_shift_ids=frozenset({SHIFT}))
    assert thinks.goes_together(joined, shift(), context()) is None


@pytest.mark.parametrize(
    ("times_known", "wishes_known", "codes"),
    [
        (True, True, []),
        (True, False, []),
        (False, True, ["unknown_times"]),
        (False, False, ["unknown_profile"]),
    ],
)
def test_an_empty_profile_says_what_to_ask(
    times_known: bool, wishes_known: bool, codes: list[str]
) -> None:
    plain = client()
    kalle = client(
        availability=plain.availability if times_known else (),
        wishes=plain.wishes if wishes_known else frozenset(),
    )
    both = (thinks.unknown_profile, thinks.unknown_times)
    found = [rule(kalle, shift(), context()) for rule in both]
    assert [why.code for why in found if why] == codes


@pytest.mark.parametrize(
    ("own", "needed", "think"),
    [
        (Language.FI_SELKO, {Language.FI}, False),
        (Language.FI, {Language.FI_SELKO}, False),
        (Language.SV, {Language.FI}, True),
        (Language.SV, {Language.FI, Language.SV}, False),
        (Language.EN, set(), False),
    ],
)
def test_another_language_is_a_thought(own: Language, needed: set[Language], think: bool) -> None:
    why = thinks.language(client(language=own), shift(languages=frozenset(needed)), context())
    assert (why is not None) is think


def test_a_coach_is_only_wished_for_when_the_client_goes_alone() -> None:
    alone = client(support_need=SupportNeed.ALWAYS, goes_alone=True)
    assert thinks.coach_wished(alone, shift(), context()).code == "coach_wished"
    assert thinks.coach_wished(client(), shift(), context()) is None


def test_a_substitute_coach_is_told() -> None:
    kalle, walk = client(), shift(coach_wanted=CoachWanted.ALWAYS)
    away = coach(absences=((WEDNESDAY, WEDNESDAY),))
    other = coach(UUID(int=99))
    assert thinks.substitute_coach(kalle, walk, context(away, other)).facts == {
        "coach_id": UUID(int=99)
    }
    assert thinks.substitute_coach(kalle, walk, context(coach(), other)) is None
    assert thinks.substitute_coach(kalle, walk, context(away)) is None
    assert thinks.substitute_coach(kalle, shift(), context(away, other)) is None


def test_a_shift_on_a_day_of_work_activity_is_agreed_with_the_unit() -> None:
    kalle = client(work_activity_weekdays=frozenset({2}))
    assert thinks.work_activity_day(kalle, shift(), context()).facts["weekday"] == 2
    other = client(work_activity_weekdays=frozenset({1}))
    assert thinks.work_activity_day(other, shift(), context()) is None


def test_a_demand_that_nobody_wrote_down_matters_only_where_there_is_a_limit() -> None:
    silent = shift(demands={Scale.NOISE: 1})
    assert thinks.unknown_demand(client(), silent, context()).facts["scales"] == (Scale.LIFTING,)
    assert thinks.unknown_demand(client(limits={}), silent, context()) is None
    assert thinks.unknown_demand(client(), shift(), context()) is None


def test_a_way_that_is_not_known_is_told() -> None:
    assert thinks.unknown_way(client(), shift(place=None), context()) is not None
    assert thinks.unknown_way(client(place=None), shift(), context()) is not None
    assert thinks.unknown_way(client(), shift(), context()) is None
    free = client(place=None, max_travel_minutes=None)
    assert thinks.unknown_way(free, shift(), context()) is None


def test_the_first_time_at_a_kind_of_work_is_told() -> None:
    new = client(known_categories=frozenset())
    assert thinks.first_time(new, shift(), context()).code == "first_time"
    assert thinks.first_time(client(), shift(), context()) is None
    assert thinks.first_time(new, shift(category=None), context()) is None


def test_a_wish_is_met() -> None:
    assert pluses.wish(client(), shift(), context()).facts["category"] is Category.ELDERLY_ASSIST
    assert pluses.wish(client(), shift(category=Category.SHOP), context()) is None
    assert pluses.wish(client(), shift(category=None), context()) is None


@pytest.mark.parametrize(
    ("kalle", "met"),
    [
        (client(), True),
        (client(work_activity_weekdays=frozenset({2})), False),
        (client(availability=()), False),
    ],
)
def test_a_weekday_is_chosen_when_it_is_kept_for_paid_work(kalle: ClientFacts, met: bool) -> None:
    assert (pluses.chosen_weekday(kalle, shift(), context()) is not None) is met


def test_near_is_twenty_minutes() -> None:
    assert pluses.near(client(), shift(), context()).facts["minutes"] == 13
    assert pluses.near(client(), shift(place=VUOSAARI), context()) is None
    assert pluses.near(client(place=None), shift(), context()) is None


def test_a_known_site_and_a_familiar_person_are_pluses() -> None:
    known = client(known_site_ids=frozenset({SITE}), familiar_shift_ids=frozenset({SHIFT}))
    assert pluses.known_site(known, shift(), context()) is not None
    assert pluses.familiar_person(known, shift(), context()) is not None
    assert pluses.known_site(client(), shift(), context()) is None
    assert pluses.familiar_person(client(), shift(), context()) is None


def test_somebody_of_the_own_team_is_told_as_that_and_not_twice() -> None:
    there = frozenset({SHIFT})
    pair = client(team_shift_ids=there, familiar_shift_ids=there)
    assert pluses.own_team(pair, shift(), context()).code == "own_team"
    assert pluses.familiar_person(pair, shift(), context()) is None
    assert pluses.own_team(client(familiar_shift_ids=there), shift(), context()) is None


def test_two_months_are_a_long_wait() -> None:
    assert pluses.waited_long(client(waiting_days=60), shift(), context()).facts["days"] == 60
    assert pluses.waited_long(client(waiting_days=59), shift(), context()) is None


def test_strengths_are_told_in_own_words() -> None:
    words = "tarkka ja rauhallinen"
    assert pluses.strengths(client(strengths=words), shift(), context()).facts["words"] == words
    assert pluses.strengths(client(), shift(), context()) is None


def test_limits_are_within_when_all_are_known_and_kept() -> None:
    assert pluses.within_limits(client(), shift(), context()) is not None
    assert pluses.within_limits(client(), shift(demands={}), context()) is None
    assert pluses.within_limits(client(limits={}), shift(), context()) is None
    heavy = shift(demands={Scale.LIFTING: 3})
    assert pluses.within_limits(client(), heavy, context()) is None


def test_a_free_client_is_free() -> None:
    assert pluses.free_then(client(), shift(), context()) is not None
    assert pluses.free_then(client(), shift(starts=8), context()) is None
