"""Who employs, pays, invoices and directs, by the way of engaging, as dated rows.

Source: the rows themselves name theirs; the first ones are a proposal of the design pages
(domain 1.3), to be replaced by a real contract. Support in work is always the client's own unit's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.domain.vocabulary import EngagementModel

SOURCE_LENGTH, NOTE_LENGTH = 300, 500


class Party(StrEnum):
    """Who answers for something."""

    PARTNER = "partner"
    ORDERER = "orderer"
    ORDERER_OR_PLATFORM = "orderer_or_platform"
    PLATFORM = "platform"
    PLATFORM_FOR_EMPLOYER = "platform_for_employer"
    CITY = "city"
    CITY_UNIT = "city_unit"
    CITY_INTERNALLY = "city_internally"
    INSTRUCTOR_OR_ORDERER = "instructor_or_orderer"
    NOBODY = "nobody"


class Evidence(StrEnum):
    """How well it is known that things are so."""

    GUESS = "guess"
    NAMED = "named"
    INTENDED = "intended"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Responsibility:
    """One version of a way of engaging. `came_with_site`: nobody here has entered it.

    `needs_agreement`: whoever pays must know the person by a reference before the first shift.
    """

    model: EngagementModel
    employs: Party
    pays: Party
    invoices: Party
    directs: Party
    needs_agreement: bool
    evidence: Evidence
    valid_from: date
    source: str
    confirmed: bool = False
    came_with_site: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may be gone by: what a person enters waits for another person's check."""
        return self.confirmed or self.came_with_site

    @property
    def is_invoiced(self) -> bool:
        """Whether the orderer gets an invoice for hours at all."""
        return self.invoices is not Party.NOBODY

    @property
    def employer_is_orderer(self) -> bool:
        """Whether every orderer is an employer of its own, so that each needs an agreement."""
        return self.employs in (Party.ORDERER, Party.ORDERER_OR_PLATFORM)


def model_on(
    rows: Iterable[Responsibility], model: EngagementModel | None, on: date
) -> Responsibility | None:
    """The newest version of a way of engaging that holds on the day of the work, or None."""
    holding = (row for row in rows if row.model is model and row.counts and row.valid_from <= on)
    return max(holding, key=lambda row: row.valid_from, default=None)
