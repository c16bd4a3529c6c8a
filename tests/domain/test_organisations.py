"""Who may order for an organisation, and how it answers."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.domain.errors import RuleBroken
from app.domain.organisations import (
    REFUSAL_WORDS,
    Answering,
    WhyRefused,
    answering,
    check_admin_stays,
    kind_of_form,
    words_of_refusal,
)
from app.domain.vocabulary import OrganisationKind


def test_an_organisation_always_has_an_admin():
    check_admin_stays(1)
    with pytest.raises(RuleBroken) as error:
        check_admin_stays(0)
    assert error.value.code == "last_admin"


def test_other_reasons_than_the_ready_ones_need_words():
    assert words_of_refusal(WhyRefused.NOT_FOUND, " ") == ""
    assert words_of_refusal(WhyRefused.OTHER, f" {'a' * 600} ") == "a" * 500
    with pytest.raises(RuleBroken) as error:
        words_of_refusal(WhyRefused.OTHER, " ")
    assert error.value.code == "reason_missing"


def test_every_other_reason_has_its_kind_words():
    assert set(REFUSAL_WORDS) == set(WhyRefused) - {WhyRefused.OTHER}


def test_little_asked_says_nothing():
    assert answering([timedelta(hours=1), None]) is None


def test_half_of_the_answers_came_within_the_usual_time():
    waits = [timedelta(hours=1), timedelta(hours=3), timedelta(hours=30), None]
    assert answering(waits) == Answering(asked=4, answered=3, usual_minutes=180)


def test_without_any_answer_there_is_no_usual_time():
    assert answering([None, None, None]) == Answering(asked=3, answered=0, usual_minutes=None)


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("", None),
        ("Osakeyhtiö", OrganisationKind.COMPANY),
        ("Osuuskunta", OrganisationKind.COMPANY),
        ("Yksityinen elinkeinonharjoittaja", OrganisationKind.COMPANY),
        ("Aatteellinen yhdistys", OrganisationKind.ASSOCIATION),
        ("Säätiö", OrganisationKind.FOUNDATION),
        ("Evankelis-luterilainen seurakunta", OrganisationKind.PARISH),
        ("Kunta", OrganisationKind.CITY_UNIT),
        ("Kuntayhtymä", OrganisationKind.CITY_UNIT),
        ("Hyvinvointialue", OrganisationKind.CITY_UNIT),
    ],
)
def test_a_legal_form_says_what_kind_of_organisation_it_is(form, kind):
    assert kind_of_form(form) is kind
