"""What the dated rules are called, and how a row of them is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from babel.dates import format_date
from flask_babel import gettext

from app.domain.words import N_
from app.web.shared.formats import speech_of
from app.web.shared.language import locale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from app.domain.dated_rules import DatedRule

# In the order of the page.
RULES: Mapping[str, str] = {
    "pension.earnings_limit": N_("Eläkkeen ansaintaraja"),
    "unemployment.name": N_("Työttömän perusetuuden nimi"),
    "unemployment.full_daily": N_("Yleistuen täysi päiväraha"),
    "unemployment.protected_part": N_("Yleistuen suojaosa"),
    "unemployment.wage_share": N_("Yleistukea vähentävä osa palkasta"),
    "unemployment.days_per_month": N_("Yleistuen päivät kuukaudessa"),
    "unemployment.days_per_four_weeks": N_("Yleistuen päivät neljässä viikossa"),
    "unemployment.other_income_free": N_("Yleistuki: muu tulo ilman vähennystä"),
    "housing.earned_income_deduction": N_("Asumistuen ansiotulovähennys"),
    "housing.most_per_euro": N_("Asumistuki pienenee euroa kohti enintään"),
    "housing.review_up": N_("Asumistuki tarkistetaan, kun tulo kasvaa"),
    "housing.review_down": N_("Asumistuki tarkistetaan, kun tulo pienenee"),
    "social_assistance.earnings_share": N_("Toimeentulotuki: ansiotulosta jätetään huomiotta"),
    "social_assistance.earnings_most": N_("Toimeentulotuki: huomiotta enintään"),
    "social_assistance.basic_single": N_("Toimeentulotuen perusosa, yksin asuva"),
    "ktt.expense_allowance": N_("Kuntouttavan työtoiminnan kulukorvaus"),
    "ktt.activity_money": N_("Kuntouttavan työtoiminnan toimintaraha"),
    "ktt.days_per_week_most": N_("Kuntouttavaa työtoimintaa viikossa enintään"),
    "ktt.hours_per_day_least": N_("Kuntouttavan työtoiminnan päivä vähintään"),
    "ktt.hours_per_day_most": N_("Kuntouttavan työtoiminnan päivä enintään"),
    "tyoosuusraha.taxfree_most": N_("Työosuusraha verotta enintään"),
    "offers.new_a_week": N_("Uusia tarjouksia viikossa enintään"),
    "offers.wave_factor": N_("Kysyttyjä yhtä vapaata paikkaa kohti"),
    "offers.default_window_hours": N_("Vastausaika, kun tilaus ei kerro muuta"),
    "offers.min_window_hours": N_("Vastausaika vähintään"),
    "answers.mail_hours": N_("Tilaajaa muistutetaan sähköpostilla, kun aikaa on jäljellä"),
    "answers.sms_hours": N_("Tilaajaa muistutetaan tekstiviestillä, kun aikaa on jäljellä"),
    "answers.call_hours": N_("Tilaajalle soitetaan, kun aikaa on jäljellä"),
    "calls.promise_hours": N_("Tilaajalle soitetaan, kun hän pyytää soittoa (tunnit kello 8–20)"),
    "orders.risk_hours": N_("Vuoroja katsotaan ennalta, kun alkuun on"),
    "orders.draft_days": N_("Luonnoksesta kysytään, kun siihen ei ole koskettu"),
    "orders.changes_days": N_("Muutospyynnöstä kysytään, kun siihen ei ole vastattu"),
    "orders.quiet_days": N_("Hiljaisesta tilauksesta kysytään, kun siihen ei ole koskettu"),
    "orders.answer_days": N_("Tilaus päättyy, kun kysymykseen ei ole vastattu"),
    "orders.why_hours": N_("Tilaaja kuulee viimeistään, ettei tekijää löytynyt"),
    "orders.letter_hours": N_("Uusista tilauksista kirjoitetaan uudestaan, kun kulunut on"),
    "hours.say_within_hours": N_(
        "Suunnitellut tunnit ehdotetaan, kun tekijä ei ole kertonut muuta"
    ),
    "hours.agree_after_hours": N_("Tunnit hyväksytään, kun tilaaja ei ole vastannut"),
    "hours.counter_after_hours": N_("Jobcenter ratkaisee tunnit, kun sopua ei ole tullut"),
    "hours.reopen_minutes": N_("Hyväksytyt tunnit voi perua"),
    "hours.correct_hours": N_("Määräajan jälkeen hyväksytyt tunnit voi korjata"),
    "hours.hold_hours": N_("Määräajan jälkeen hyväksytyt tunnit lähtevät aikaisintaan"),
    "late_cancel.notice_hours": N_("Myöhään peruttu vuoro maksetaan, kun alkuun on alle"),
    "late_cancel.paid_percent": N_("Myöhään perutusta vuorosta maksetaan"),
    "working_time.day_minutes": N_("Työtä päivässä enintään"),
    "working_time.week_minutes": N_("Työtä viikossa enintään"),
    "working_time.daily_rest_minutes": N_("Lepoa kahden työpäivän välissä vähintään"),
    "working_time.weekly_rest_minutes": N_("Lepoa yhteen menoon viikossa vähintään"),
    "working_time.break_after_minutes": N_("Tauko tarvitaan, kun työtä on enemmän kuin"),
    "working_time.night_from": N_("Yötyö alkaa"),
    "working_time.night_until": N_("Yötyö päättyy"),
    "working_time.adult_age": N_("Tekijä on vähintään"),
    "side_costs.direct_hire": N_("Työnantajan sivukulut, kun tilaaja palkkaa"),
    "side_costs.app": N_("Työnantajan sivukulut, kun sopimus tehdään palvelun kautta"),
    "agreements.tell_days": N_("Puuttuvasta sopimuksesta kerrotaan, kun työn alkuun on"),
    **{
        f"employers.step_{step}": N_("Työpaikkakontakteja viikossa, portaan alku")
        for step in range(2, 6)
    },
    "placements.idle_days": N_("Keikkatyö päättyy itsestään, kun viime vuorosta on"),
    "access.opened_card_hours": N_("Kollegan avaama kortti sulkeutuu"),
    "cadence.coach_after_days": N_("Myöhässä olevasta yhteydenotosta kerrotaan valmentajalle"),
    "cadence.substitute_after_days": N_("Myöhässä olevasta yhteydenotosta kerrotaan työparille"),
    "cadence.manager_after_days": N_("Myöhässä olevasta yhteydenotosta kerrotaan esimiehelle"),
    "cadence.missed_after_days": N_("Yhteydenotto kirjataan väliin jääneeksi, kun se on myöhässä"),
    "on_site.answer_minutes": N_("Apua paikalle: vastaamme viimeistään"),
}
UNITS: Mapping[str, str] = {
    "eur/month": N_("%(n)s € kuukaudessa"),
    "eur/day": N_("%(n)s € päivässä"),
    "eur/eur": N_("%(n)s € jokaisesta eurosta"),
    "days": N_("%(n)s päivää"),
    "working_days": N_("%(n)s työpäivän päästä"),
    "hours": N_("%(n)s tuntia"),
    "min": N_("%(n)s minuuttia"),
    "clock": N_("klo %(n)s"),
    "years": N_("%(n)s vuotta"),
    "percent": N_("%(n)s prosenttia"),
    "pcs": N_("%(n)s kappaletta"),
}
WORDS: Mapping[str, str] = {
    "yleistuki": N_("Yleistuki"),
    "tyomarkkinatuki": N_("Työmarkkinatuki"),
}


def _(text: str, **facts: object) -> str:
    return str(gettext(text, **facts))


def rule_word(key: str) -> str:
    """What a rule is called; one of another kind goes by its key."""
    return _(RULES[key]) if key in RULES else key


def rule_value(row: DatedRule) -> str:
    """The value with its unit: "990,90 € kuukaudessa"."""
    if row.unit not in UNITS:
        return _(WORDS[row.value]) if row.value in WORDS else row.value
    is_english = str(locale()).startswith("en")
    return _(UNITS[row.unit], n=row.value if is_english else row.value.replace(".", ","))


def rule_day(day: date) -> str:
    """A day of a rule, always with its year: "1.1.2026"."""
    is_english = str(locale()).startswith("en")
    return format_date(day, "d MMM yyyy" if is_english else "d.M.yyyy", locale=speech_of(locale()))


def rule_pair(row: DatedRule) -> tuple[str, str]:
    """A row as a name and all that is known of it, for the paper."""
    since = rule_day(row.valid_from)
    checked = N_("tarkistettu") if row.confirmed else N_("tarkistamatta")
    facts = {"value": rule_value(row), "day": since, "checked": _(checked), "source": row.source}
    text = N_("%(value)s, %(day)s alkaen, %(checked)s. Lähde: %(source)s")
    return rule_word(row.key), _(text, **facts)


FILTERS: dict[str, Callable[..., Any]] = {
    "rule_word": rule_word,
    "rule_value": rule_value,
    "rule_day": rule_day,
}
