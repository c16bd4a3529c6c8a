"""The match page asked narrower: chips and part of a name, kept in the address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import request, url_for
from flask_babel import gettext

from app.domain.words import N_
from app.matching.shortlist import Group

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from uuid import UUID

    from app.services.shortlists import Person

LONG_WAIT_DAYS, SOME_WISHES = 60, 2
Keep = Callable[["Person", "Told"], bool]


@dataclass(frozen=True)
class Told:
    """What clients have said of the shift themselves."""

    interested: Collection[UUID] = ()
    said_yes: Collection[UUID] = ()


def _has(person: Person, rule: str) -> bool:
    return any(finding.rule == rule for finding in person.judgement.pluses)


CHIPS: Mapping[str, tuple[str, Keep]] = {
    "fits": (N_("Sopii nyt"), lambda p, _told: p.judgement.group is Group.FITS),
    "solve": (N_("Yksi asia ratkaistava"), lambda p, _told: p.judgement.group is Group.MUST_SOLVE),
    "waited": (
        N_("Odottanut yli 60 päivää"),
        lambda p, _told: p.judgement.waiting_days > LONG_WAIT_DAYS,
    ),
    "site": (N_("Paikka on tuttu"), lambda p, _told: _has(p, "known_site")),
    "wishes": (
        N_("Vähintään kaksi toivetta täyttyy"),
        lambda p, _told: p.judgement.wishes_met >= SOME_WISHES,
    ),
    "alone": (N_("Valmentajaa ei tarvita"), lambda p, _told: not p.needs_coach),
    "said": (
        N_("On itse kiinnostunut"),
        lambda p, told: p.client_id in told.interested or p.client_id in told.said_yes,
    ),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for: the chips that are on, and part of a name."""

    chips: tuple[str, ...]
    name: str

    @property
    def narrower(self) -> bool:
        return bool(self.chips or self.name)

    def keep(self, people: Sequence[Person], told: Told) -> list[Person]:
        """The people who pass every chip that is on and whose name holds the text."""
        return [one for one in people if self._passes(one, told, self.chips)]

    def _passes(self, person: Person, told: Told, chips: Collection[str]) -> bool:
        named = self.name.casefold() in person.name.casefold()
        return named and all(CHIPS[chip][1](person, told) for chip in chips)

    def count(self, people: Sequence[Person], told: Told, chip: str) -> int:
        """How many would be shown with this chip on beside the others."""
        chips = {*self.chips, chip}
        return sum(self._passes(one, told, chips) for one in people)


def asked() -> Asked:
    """The wishes in the address; what is no chip is left out."""
    wanted = set(request.args.getlist("show"))
    return Asked(tuple(one for one in CHIPS if one in wanted), request.args.get("q", "").strip())


def chip_links(
    shift_id: UUID, now: Asked, people: Sequence[Person], told: Told
) -> list[tuple[str, str, bool, int]]:
    """Words, address, whether it is on and the number, for each chip that would show anybody."""
    links = []
    for chip, (words, _keep) in CHIPS.items():
        is_on, number = chip in now.chips, now.count(people, told, chip)
        if not is_on and not number:
            continue
        others = tuple(one for one in now.chips if one != chip)
        chips = others if is_on else (*now.chips, chip)
        links.append((gettext(words), address(shift_id, chips, now.name), is_on, number))
    return links


def address(shift_id: UUID, chips: Sequence[str] = (), name: str = "") -> str:
    """The match page with these chips on."""
    return url_for("coach.show_shift", shift_id=shift_id, show=list(chips), q=name or None)
