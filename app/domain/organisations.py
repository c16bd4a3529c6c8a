"""Who may order for an organisation, and how it answers what it is asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.domain.errors import RuleBroken
from app.domain.vocabulary import OrganisationKind
from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

# How far back the way of answering is counted.
LOOKED_BACK = timedelta(days=90)
# Fewer questions than this say nothing of how an organisation answers.
FEWEST_ASKED = 3
# How much may be said besides the reason of a refusal. Unit: characters.
REFUSAL_LENGTH = 500


@dataclass(frozen=True, slots=True)
class OwnFacts:
    """What an organisation's admin tells of it.

    `contacts_a_month`: how many wishes of coaches may come in a calendar month; None for any.
    """

    name: str
    business_id: str = ""
    cost_centre: str = ""
    contacts_a_month: int | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Company:
    """What a public register says of an organisation. `form` and `address` as it words them."""

    name: str
    form: str = ""
    address: str = ""
    ended: bool = False


# By how a legal form begins in Finnish, or what it holds; what has none of these is a company.
_KIND_BY_FORM = (
    ("yhdistys", OrganisationKind.ASSOCIATION),
    ("säätiö", OrganisationKind.FOUNDATION),
    ("seurakun", OrganisationKind.PARISH),
    ("kirkko", OrganisationKind.PARISH),
    ("hyvinvointi", OrganisationKind.CITY_UNIT),
)
_CITY = "kunta"


def kind_of_form(form: str) -> OrganisationKind | None:
    """Which of our kinds a legal form is; None when the register tells no form."""
    told = form.casefold().strip()
    if not told:
        return None
    # Only at the beginning: a co-operative ("osuuskunta") ends in the same word.
    if told.startswith(_CITY):
        return OrganisationKind.CITY_UNIT
    found = (kind for word, kind in _KIND_BY_FORM if word in told)
    return next(found, OrganisationKind.COMPANY)


class Standing(StrEnum):
    """How far an organisation has come that wants to order."""

    WAITING = "waiting"
    VERIFIED = "verified"
    REFUSED = "refused"


class WhyRefused(StrEnum):
    """Why an organisation is not let order."""

    NOT_REACHED = "not_reached"
    NOT_FOUND = "not_found"
    NOT_THEIRS = "not_theirs"
    NOT_WORK = "not_work"
    OTHER = "other"


# What the organisation reads: what we know, without blame.
REFUSAL_WORDS: Mapping[WhyRefused, str] = MappingProxyType(
    {
        WhyRefused.NOT_REACHED: N_("Emme saaneet ketään kiinni yhteystiedoista, jotka saimme."),
        WhyRefused.NOT_FOUND: N_(
            "Emme löytäneet organisaatiota rekisteristä tällä nimellä tai Y-tunnuksella."
        ),
        WhyRefused.NOT_THEIRS: N_(
            "Kysyimme asiaa organisaatiosta. Siellä ei tiedetty, että haluatte tilata meiltä."
        ),
        WhyRefused.NOT_WORK: N_(
            "Välitämme tekijöitä vain organisaatioille. Yksityiseen kotiin emme vielä voi."
        ),
    }
)


def words_of_refusal(why: WhyRefused, words: str) -> str:
    """What is said besides the reason, as it is kept. Raises: RuleBroken("reason_missing")."""
    said = words.strip()[:REFUSAL_LENGTH]
    if why is WhyRefused.OTHER and not said:
        raise RuleBroken("reason_missing")
    return said


def check_admin_stays(other_admins: int) -> None:
    """Nothing, when somebody else still manages the organisation. Raises: RuleBroken."""
    if other_admins < 1:
        raise RuleBroken("last_admin")


@dataclass(frozen=True, slots=True)
class Answering:
    """How an organisation answers. Unit of `usual_minutes`: minutes, of half of the answers."""

    asked: int
    answered: int
    usual_minutes: int | None


def answering(waits: Collection[timedelta | None]) -> Answering | None:
    """How quickly it answers; None while too little was asked.

    `waits`: for each question the time until somebody answered, None when nobody did.
    """
    if len(waits) < FEWEST_ASKED:
        return None
    told = [wait.total_seconds() for wait in waits if wait is not None]
    usual = round(median(told) / 60) if told else None
    return Answering(asked=len(waits), answered=len(told), usual_minutes=usual)
