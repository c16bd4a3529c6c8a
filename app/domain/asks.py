"""Ready texts for asking an orderer to change something: one kind, concrete text per reason.

The texts go to a person in the person's own language, and whoever screens the order may rewrite
them first.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.vocabulary import PlaceKind
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.reasons import Reason
    from app.domain.tasks import Screening, TaskDraft

# As long as what is sent may be. Unit: characters.
ROOM = 1000


class Ask(StrEnum):
    """What an orderer may be asked to change, in the order in which it stands in a letter."""

    TIMES_PAST = "times_past"
    TIMES_UNCLEAR = "times_unclear"
    NIGHT = "night"
    DAY_TOO_LONG = "day_too_long"
    BREAK = "break"
    CATEGORY = "category"
    PAY = "pay"
    UNDER_FLOOR = "under_floor"
    HARD_TEXT = "hard_text"
    HYGIENE_PASSPORT = "hygiene_passport"
    CRIMINAL_RECORD = "criminal_record"
    DOOR = "door"
    CONTACT = "contact"
    REST_PLACES = "rest_places"
    PLACE = "place"
    DEMANDS = "demands"
    ADULTS = "adults"


TEXTS: Mapping[Ask, str] = MappingProxyType(
    {
        Ask.TIMES_PAST: N_("Tilauksen ajat ovat jo menneet. Ehdottaisitko uutta aikaa?"),
        Ask.TIMES_UNCLEAR: N_(
            "Tilauksen mukaan työ päättyy vasta seuraavana päivänä. Tarkistaisitko kellonajat?"
        ),
        Ask.NIGHT: N_("Voisiko työ olla päivällä tai illalla? Emme välitä yötyötä."),
        Ask.DAY_TOO_LONG: N_(
            "Päivässä saa olla työtä enintään %(most)s. Voisiko päivä olla lyhyempi tai työ "
            "jakautua kahdelle päivälle?"
        ),
        Ask.BREAK: N_("Kertoisitko, milloin ja missä tekijä voi pitää tauon?"),
        Ask.CATEGORY: N_("Valitsisitko työn lajin? Sen avulla löydämme sopivan tekijän."),
        Ask.PAY: N_("Kertoisitko tuntipalkan? Tekijä haluaa tietää sen, kun hän päättää."),
        Ask.UNDER_FLOOR: N_(
            "Voisiko tuntipalkka olla vähintään %(floor)s? Se on alaraja sopimuksessa "
            "%(agreement)s."
        ),
        Ask.HARD_TEXT: N_(
            "Helpottaisitko tekstiä tässä kohdassa: %(parts)s? Lyhyet lauseet ja tavalliset sanat "
            "auttavat tekijää."
        ),
        Ask.HYGIENE_PASSPORT: N_(
            "Käsitteleekö tekijä pakkaamatonta ruokaa? Jos kyllä, merkitsisitkö tilaukseen "
            "hygieniapassin?"
        ),
        Ask.CRIMINAL_RECORD: N_(
            "Onko tekijä työssä lasten, iäkkäiden tai vammaisten kanssa? Jos kyllä, merkitsisitkö "
            "tilaukseen, tarvitaanko rikosrekisteriote?"
        ),
        Ask.DOOR: N_("Kertoisitko, mistä ovesta tekijä tulee sisään?"),
        Ask.CONTACT: N_("Kertoisitko, kuka ottaa tekijän vastaan ja mihin numeroon voi soittaa?"),
        Ask.REST_PLACES: N_("Kertoisitko, missä tauko pidetään ja missä on vessa?"),
        Ask.PLACE: N_("Tarkentaisitko osoitetta? Laskemme siitä tekijän matka-ajan."),
        Ask.DEMANDS: N_(
            "Kertoisitko, mitä työ vaatii: %(scales)s? Niin osaamme kysyä oikeaa tekijää."
        ),
        Ask.ADULTS: N_(
            "Kaikki tekijämme ovat täysi-ikäisiä. Muuttaisitko tilausta niin, että siinä ei "
            "pyydetä nuorempia?"
        ),
    }
)
GREETING = N_("Kiitos tilauksesta! Pieni muutos auttaa meitä löytämään sopivan tekijän.")
CLOSING = N_("Jos jokin jäi epäselväksi, soita meille. Autamme mielellämme.")

# The texts that say something only with facts; without them they are not offered.
NEEDS_FACTS = frozenset({Ask.DAY_TOO_LONG, Ask.UNDER_FLOOR, Ask.HARD_TEXT, Ask.DEMANDS})
# What the rules found, by the code of the reason.
_BY_CODE: Mapping[str, Ask] = MappingProxyType(
    {
        "no_future_shifts": Ask.TIMES_PAST,
        "ends_next_day": Ask.TIMES_UNCLEAR,
        "night_work": Ask.NIGHT,
        "day_too_long": Ask.DAY_TOO_LONG,
        "category_missing": Ask.CATEGORY,
        "pay_missing": Ask.PAY,
        "pay_under_floor": Ask.UNDER_FLOOR,
        "hard_text": Ask.HARD_TEXT,
        "place_unknown": Ask.PLACE,
        "demands_unknown": Ask.DEMANDS,
        "advice_ask_hygiene_passport": Ask.HYGIENE_PASSPORT,
        "advice_ask_criminal_record_extract": Ask.CRIMINAL_RECORD,
    }
)


def found_asks(
    draft: TaskDraft, screening: Screening, advice: Iterable[Reason]
) -> dict[Ask, list[Reason]]:
    """What the checks found that the orderer can mend, in the order of a letter, with why."""
    reasons = [
        *screening.stops, *screening.to_confirm, *screening.hard_texts, *screening.notes, *advice,
    ]  # fmt: skip
    by_ask: dict[Ask, list[Reason]] = {ask: [] for ask in _missing_facts(draft)}
    for one in reasons:
        ask = _ask_of(one, draft)
        if ask is not None:
            by_ask.setdefault(ask, []).append(one)
    return {ask: by_ask[ask] for ask in Ask if ask in by_ask}


def _ask_of(one: Reason, draft: TaskDraft) -> Ask | None:
    if one.code == "advice_break":
        return None if draft.break_room else Ask.BREAK
    return _BY_CODE.get(one.code)


def _missing_facts(draft: TaskDraft) -> list[Ask]:
    """What somebody who comes for the first time would not know of the place."""
    if draft.place_kind is not PlaceKind.SITE:
        return []
    unknown = {
        Ask.DOOR: not draft.door,
        Ask.CONTACT: not (draft.contact_name and draft.contact_phone),
        Ask.REST_PLACES: not (draft.break_room and draft.toilet),
    }
    return [ask for ask, missing in unknown.items() if missing]


def other_asks(found: Iterable[Ask]) -> list[Ask]:
    """What else may be asked, in the order of a letter."""
    known = set(found)
    return [ask for ask in Ask if ask not in known and ask not in NEEDS_FACTS]


def compose(greeting: str, sentences: Iterable[str], closing: str) -> str:
    """The letter of these sentences, a line each; those for which there is no room are left out."""
    said, room = [], ROOM - len(greeting) - len(closing) - 4
    for one in sentences:
        line = f"– {one}"
        if len(line) + 1 > room:
            break
        said.append(line)
        room -= len(line) + 1
    return "\n".join([greeting, "", *said, "", closing]) if said else ""
