"""Words for who employs, pays, invoices and directs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext

from app.domain.engagement import Evidence, Party
from app.domain.hours_parts import INVOICE, UNNAMED
from app.domain.vocabulary import EngagementModel
from app.domain.words import N_
from app.web.shared.words_tasks import engagement_word

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.domain.engagement import Responsibility

QUESTIONS: Mapping[str, str] = {
    "employs": N_("Työnantaja"),
    "pays": N_("Maksaa palkan"),
    "invoices": N_("Laskuttaa tilaajaa"),
    "directs": N_("Ohjaa työtä paikalla"),
}
PARTIES: Mapping[Party, str] = {
    Party.PARTNER: N_("Kumppani"),
    Party.ORDERER: N_("Tilaaja"),
    Party.ORDERER_OR_PLATFORM: N_("Tilaaja tai välityspalvelu"),
    Party.PLATFORM: N_("Välityspalvelu"),
    Party.PLATFORM_FOR_EMPLOYER: N_("Välityspalvelu työnantajan puolesta"),
    Party.CITY: N_("Kaupunki"),
    Party.CITY_UNIT: N_("Kaupungin työtoiminta"),
    Party.CITY_INTERNALLY: N_("Kaupunki, omilta yksiköiltään sisäisesti"),
    Party.INSTRUCTOR_OR_ORDERER: N_("Yksikön ohjaaja tai tilaaja"),
    Party.NOBODY: N_("Ei kukaan"),
}
EVIDENCE: Mapping[Evidence, str] = {
    Evidence.GUESS: N_("Oletus"),
    Evidence.NAMED: N_("Mainittu lähteessä nimeltä"),
    Evidence.INTENDED: N_("Julkaistu tavoite"),
    Evidence.CONTRACT: N_("Sopimus tai päätös"),
}


def _(text: str) -> str:
    return str(gettext(text))


def party_word(party: Party | str) -> str:
    """Who it is: "Kumppani"."""
    return _(PARTIES[Party(party)])


def evidence_word(evidence: Evidence | str) -> str:
    """On what it stands: "Oletus"."""
    return _(EVIDENCE[Evidence(evidence)])


def part_word(part: str) -> str:
    """What a file of a hand-off is for: "Palkanlaskenta: Kaupunki palkkaa"."""
    if part == INVOICE:
        return _(N_("Laskutuksen pohja, ei nimiä"))
    if part == UNNAMED:
        return _(N_("Palkanlaskenta: palkkaaja avoinna"))
    return str(gettext(N_("Palkanlaskenta: %(who)s"), who=engagement_word(EngagementModel(part))))


def duties(row: Responsibility) -> list[tuple[str, str]]:
    """Each question with its answer; support in work is always the client's own unit's."""
    told = [(_(text), party_word(getattr(row, name))) for name, text in QUESTIONS.items()]
    return [*told, (_(N_("Tukee tekijää")), _(N_("Tekijän oma yksikkö, aina")))]


FILTERS: dict[str, Callable[..., Any]] = {
    "party_word": party_word,
    "evidence_word": evidence_word,
    "duties": duties,
    "part_word": part_word,
}
