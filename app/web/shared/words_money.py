"""Easy Finnish sentences about money and benefits, for the client's pages and the paper.

An estimate is called an estimate, and "more money" is said only where the rules prove it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from flask_babel import gettext

from app.domain.benefits import HOUSING, PENSIONS, Change, Effect, Outcome
from app.domain.calendar import month_name
from app.domain.vocabulary import AllowanceKind, Benefit
from app.domain.words import N_
from app.web.shared.formats import about_money, euro_words, speech_of
from app.web.shared.language import locale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

OLD_SUPPORT = "tyomarkkinatuki"
# What the client lives on, in one short sentence.
_LIVES_ON: Mapping[str, str] = {
    Benefit.DISABILITY_PENSION: N_("Saat eläkettä."),
    Benefit.REHABILITATION_SUBSIDY: N_("Saat kuntoutustukea."),
    Benefit.GENERAL_SUPPORT: N_("Saat yleistukea."),
    OLD_SUPPORT: N_("Saat työmarkkinatukea."),
    Benefit.SOCIAL_ASSISTANCE: N_("Saat toimeentulotukea."),
    Benefit.UNKNOWN: N_("Emme tiedä, mitä tukea saat."),
}
_LIVES_ALSO_ON: tuple[tuple[str, str], ...] = (
    ("social_assistance", N_("Saat myös toimeentulotukea.")),
    (HOUSING, N_("Saat myös asumistukea.")),
)
_STOPS: Mapping[str, str] = {
    "benefit_unknown": N_("Odota vielä. Emme tiedä, mitä tukea saat. Kysy ensin valmentajalta."),
    "over_limit": N_(
        "Odota vielä. Kysy ensin valmentajalta, miten tämä työ vaikuttaa eläkkeeseesi."
    ),
    "limit_passed": N_(
        "Odota vielä. Kysy ensin valmentajalta, miten tämä työ vaikuttaa eläkkeeseesi."
    ),
}
_STOP = N_("Odota vielä. Kysy ensin valmentajalta, miten tämä työ vaikuttaa tukiisi.")
_LOWERS: Mapping[str, str] = {
    Benefit.GENERAL_SUPPORT: N_("Tämä työ pienentää yleistukeasi."),
    OLD_SUPPORT: N_("Tämä työ pienentää työmarkkinatukeasi."),
}
_MORE = N_("Saat silti enemmän rahaa kuin ilman työtä.")
_LOWERS_ALL = N_("Tämä työ pienentää tukiasi.")
_UNSURE = N_("Emme tiedä, jääkö sinulle enemmän rahaa.")
_LOOK = N_("Katso valmentajan kanssa ennen kuin vastaat.")
_KEEPS_PENSION = N_("Tämä työ ei pienennä eläkettäsi.")
_KEEPS = N_("Tämä työ ei pienennä tukiasi.")
_MAY_LOWER_HOUSING = N_("Se voi pienentää asumistukeasi.")
_SHORT_KEEPS_PENSION = N_("Arvio: eläkkeesi ei pienene.")
_SHORT_KEEPS = N_("Arvio: tukesi ei pienene.")
_SHORT_HOUSING = N_("Arvio: asumistukesi voi pienentyä.")
_SHORT_LOWERS = N_("Arvio: tukesi pienenee.")
_ESTIMATE = N_("Tämä on arvio. Kela päättää.")
# By benefit: it gets smaller by so much, by at most so much, nobody knows by how much.
_CHANGES: Mapping[str, tuple[str, str, str]] = {
    Benefit.GENERAL_SUPPORT: (
        N_("Yleistuki pienenee %(money)s."), N_("Yleistuki voi pienentyä enintään %(money)s."),
        N_("Yleistuki voi pienentyä."),
    ),
    OLD_SUPPORT: (
        N_("Työmarkkinatuki pienenee %(money)s."),
        N_("Työmarkkinatuki voi pienentyä enintään %(money)s."),
        N_("Työmarkkinatuki voi pienentyä."),
    ),
    Benefit.SOCIAL_ASSISTANCE: (
        N_("Toimeentulotuki pienenee %(money)s."),
        N_("Toimeentulotuki voi pienentyä enintään %(money)s."),
        N_("Toimeentulotuki voi pienentyä."),
    ),
    HOUSING: (
        N_("Asumistuki pienenee %(money)s."), N_("Asumistuki voi pienentyä enintään %(money)s."),
        N_("Asumistuki voi pienentyä. Emme tiedä, paljonko."),
    ),
}  # fmt: skip
_REPORTS: Mapping[str, str] = {
    "pension": N_("Kerro työstä Kelalle tai eläkelaitokselle, kun työ alkaa."),
    "support": N_("Kerro Kelalle tunnit ja palkka joka hakemuksessa."),
    "social_assistance": N_("Kerro Kelalle palkka, kun haet toimeentulotukea."),
    "housing": N_("Kerro Kelalle, jos rahasi määrä muuttuu paljon."),
}
_REPORT_SEVERAL = N_("Kerro Kelalle tunnit ja palkka joka hakemuksessa. Valmentaja auttaa.")
_UNKNOWNS: Mapping[str, str] = {
    "housing": N_("asumistuki"),
    "social_assistance": N_("toimeentulotuki"),
    "other_wages": N_("muut palkat"),
    "tax": N_("verot"),
    "pay_day": N_("palkkapäivä"),
}
ALLOWANCES: Mapping[str, str] = {
    AllowanceKind.WORK_ACTIVITY_MONEY: N_("Työosuusraha"),
    AllowanceKind.EXPENSE_ALLOWANCE: N_("Kulukorvaus"),
}


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def _name_of(outcome: Outcome, benefit: str) -> str:
    """The general support by the name of its time; every other benefit has one name."""
    is_old = benefit == Benefit.GENERAL_SUPPORT and outcome.support_name == OLD_SUPPORT
    return OLD_SUPPORT if is_old else benefit


def effect_sentences(outcome: Outcome) -> list[str]:
    """What the work does, in at most three short texts."""
    if outcome.effect is Effect.STOP_AND_ASK:
        return [_(_STOPS.get(outcome.stops[0], _STOP))]
    if outcome.effect is Effect.SOME_EFFECT:
        return _some_effect(outcome)
    return [_(_KEEPS_PENSION if outcome.situation.benefit in PENSIONS else _KEEPS)]


def effect_in_short(outcome: Outcome) -> str:
    """The same in one sentence that calls itself an estimate, for a page that says much else."""
    if outcome.effect is Effect.STOP_AND_ASK:
        return _(N_("Kysy rahasta ensin valmentajalta."))
    is_pension = outcome.situation.benefit in PENSIONS
    if outcome.effect is Effect.NO_EFFECT:
        return _(_SHORT_KEEPS_PENSION if is_pension else _SHORT_KEEPS)
    return _(_SHORT_HOUSING if is_pension else _SHORT_LOWERS)


def _some_effect(outcome: Outcome) -> list[str]:
    if outcome.situation.benefit in PENSIONS and _only_housing(outcome):
        return [_(_KEEPS_PENSION), _(_MAY_LOWER_HOUSING)]
    if outcome.gain_proven:
        name = _name_of(outcome, Benefit.GENERAL_SUPPORT)
        return [_(_LOWERS[name]), _(_MORE)]
    return [_(_LOWERS_ALL), _(_UNSURE), _(_LOOK)]


def _only_housing(outcome: Outcome) -> bool:
    return all(change.benefit == HOUSING for change in outcome.changes)


def estimate_sentence(_outcome: Outcome) -> str:
    """That it is an estimate, and who decides."""
    return _(_ESTIMATE)


def change_sentence(change: Change, outcome: Outcome) -> str:
    """By how much one benefit gets smaller, as far as the rules tell."""
    exact, most, unknown = _CHANGES[_name_of(outcome, change.benefit)]
    if change.most_cents is None:
        return _(unknown)
    money = about_money(change.most_cents, locale())
    return _(exact if change.is_exact else most, money=money)


def report_sentences(outcome: Outcome) -> list[str]:
    """What is to be told, to whom and when; of several benefits in one text."""
    if len(outcome.reports) > 1 and outcome.situation.benefit not in PENSIONS:
        return [_(_REPORT_SEVERAL)]
    return [_(_REPORTS[code]) for code in outcome.reports]


def unknown_words(outcome: Outcome) -> str:
    """The two greatest things that nobody here knows: "Asumistuki ja verot"."""
    first, second = (_(_UNKNOWNS[code]) for code in outcome.unknowns[:2])
    both = _(N_("%(first)s ja %(second)s"), first=first, second=second)
    return f"{both[:1].upper()}{both[1:]}"


def unknown_list(outcome: Outcome) -> str:
    """All that nobody here knows, for the paper."""
    words = ", ".join(_(_UNKNOWNS[code]) for code in outcome.unknowns)
    return f"{words[:1].upper()}{words[1:]}."


def living_sentences(outcome: Outcome) -> list[str]:
    """What the client lives on."""
    known = outcome.situation
    has = {"social_assistance": known.social_assistance, HOUSING: known.housing_allowance}
    also = [_(text) for name, text in _LIVES_ALSO_ON if has[name]]
    return [_(_LIVES_ON[_name_of(outcome, known.benefit)]), *also]


def limit_sentences(outcome: Outcome) -> list[str]:
    """The limit of earnings and how much is left until it; nothing where there is none."""
    if outcome.limit_cents is None or outcome.left_cents is None:
        return []
    limit = euro_words(outcome.limit_cents // 100 * 100, locale())
    said = [_(N_("Rajasi on %(money)s kuukaudessa."), money=limit)]
    if outcome.left_cents < 0:
        over = about_money(-outcome.left_cents, locale())
        return [*said, _(N_("Raja ylittyy. Yli menee %(money)s."), money=over)]
    left = euro_words(outcome.left_cents // 100 * 100, locale())
    return [*said, _(N_("Rajaan jää %(money)s."), money=left)]


def month_title(month: date) -> str:
    """The month as a heading: "Joulukuu 2026"."""
    words = format_date(month, "LLLL yyyy", locale=speech_of(locale()))
    return f"{words[:1].upper()}{words[1:]}"


def allowance_word(kind: str) -> str:
    """What an allowance is called."""
    return _(ALLOWANCES[kind])


FILTERS: dict[str, Callable[..., Any]] = {
    "effect_sentences": effect_sentences,
    "effect_in_short": effect_in_short,
    "change_sentence": change_sentence,
    "report_sentences": report_sentences,
    "unknown_words": unknown_words,
    "living_sentences": living_sentences,
    "limit_sentences": limit_sentences,
    "estimate_sentence": estimate_sentence,
    "month_title": month_title,
    "month_name": month_name,
    "allowance_word": allowance_word,
}
