"""Ready texts for an order that cannot be arranged: why, and what could be done instead.

As the texts of `asks`, they go to a person in the person's own language, and whoever screens the
order may rewrite them first.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.domain.reasons import Reason
    from app.domain.tasks import Screening

# As long as what is sent and kept may be. Unit: characters.
ROOM = 500


class Refusal(StrEnum):
    """Why an order cannot be arranged, in the order in which it stands in a letter."""

    TIMES_PAST = "times_past"
    NIGHT = "night"
    DAY_TOO_LONG = "day_too_long"
    UNDER_FLOOR = "under_floor"
    LICENCE = "licence"
    DANGER = "danger"
    IN_PLACE_OF_ANOTHER = "in_place_of_another"
    HOME = "home"
    NOBODY = "nobody"
    DOUBLE = "double"


TEXTS: Mapping[Refusal, str] = MappingProxyType(
    {
        Refusal.TIMES_PAST: N_(
            "Tilauksen ajat ovat jo menneet. Tilaa uudestaan, kun tiedät uuden päivän."
        ),
        Refusal.NIGHT: N_(
            "Työ on yöllä, ja emme välitä yötyötä. Päivällä ja illalla autamme mielellämme."
        ),
        Refusal.DAY_TOO_LONG: N_(
            "Päivässä saa olla työtä enintään %(most)s. Lyhyempään päivään etsimme tekijän "
            "mielellämme."
        ),
        Refusal.UNDER_FLOOR: N_(
            "Tuntipalkka on vähintään %(floor)s. Se on alaraja sopimuksessa %(agreement)s. "
            "Sillä palkalla etsimme tekijän mielellämme."
        ),
        Refusal.LICENCE: N_(
            "Työ vaatii ajokortin tai muun luvan, jota tekijöillämme ei ole. Osan työstä voi ehkä "
            "tehdä ilman sitä."
        ),
        Refusal.DANGER: N_(
            "Työssä on vaara, johon emme voi lähettää tekijää. Turvallisen osan työstä voit tilata "
            "meiltä."
        ),
        Refusal.IN_PLACE_OF_ANOTHER: N_(
            "Emme voi välittää tekijää irtisanotun tai lomautetun työntekijän tilalle. "
            "Muussa työssä autamme mielellämme."
        ),
        Refusal.HOME: N_("Työ on yksityisessä kodissa. Välitämme tekijöitä vain organisaatioille."),
        Refusal.NOBODY: N_(
            "Meillä ei ole nyt tekijöitä tähän työhön. Kysy mielellään uudestaan myöhemmin."
        ),
        Refusal.DOUBLE: N_("Sama työ on jo toisessa tilauksessasi. Etsimme tekijää siihen."),
    }
)
# The texts that say something only with facts; without them they are not offered.
NEEDS_FACTS = frozenset({Refusal.DAY_TOO_LONG, Refusal.UNDER_FLOOR})
# What the rules found, by the code of the reason.
_BY_CODE: Mapping[str, Refusal] = MappingProxyType(
    {
        "no_future_shifts": Refusal.TIMES_PAST,
        "night_work": Refusal.NIGHT,
        "day_too_long": Refusal.DAY_TOO_LONG,
        "pay_under_floor": Refusal.UNDER_FLOOR,
    }
)


def found_refusals(screening: Screening) -> dict[Refusal, list[Reason]]:
    """Which of the stops are reason enough, in the order of a letter, with what was found."""
    by_refusal: dict[Refusal, list[Reason]] = {}
    for one in screening.stops:
        if one.code in _BY_CODE:
            by_refusal.setdefault(_BY_CODE[one.code], []).append(one)
    return {one: by_refusal[one] for one in Refusal if one in by_refusal}


def other_refusals(found: Iterable[Refusal]) -> list[Refusal]:
    """What else may be the reason, in the order of a letter."""
    known = set(found)
    return [one for one in Refusal if one not in known and one not in NEEDS_FACTS]


def compose(sentences: Iterable[str]) -> str:
    """The letter of these sentences, a line each; those for which there is no room are left out."""
    said, room = [], ROOM
    for one in sentences:
        if len(one) > room:
            break
        said.append(one)
        room -= len(one) + 1
    return "\n".join(said)
