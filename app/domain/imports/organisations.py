"""Files of organisations that order work, each with the person who orders for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.imports.cells import choice, fault, line, mail, otherwise, phone, tidy
from app.domain.imports.columns import Column, Kind, Remark
from app.domain.vocabulary import Language, OrganisationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2)


def business_id(text: str) -> str:
    """A Finnish business id such as 1048604-0, checked by its last digit.

    Source: the check digit rule of the Business Information System (weights 7 9 10 5 8 4 2).
    """
    plain = tidy(text).replace(" ", "").removeprefix("FI")
    digits = plain.replace("-", "").rjust(8, "0")
    if not digits.isascii() or not digits.isdigit() or len(digits) != 8:
        raise fault("business_id_wrong", text)
    rest = sum(w * int(d) for w, d in zip(_WEIGHTS, digits[:7], strict=True)) % 11
    if rest == 1 or int(digits[7]) != (11 - rest) % 11:
        raise fault("business_id_wrong", text)
    return f"{digits[:7]}-{digits[7]}"


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation by the sender's own key; a city unit has a cost centre, others an id."""

    ref: str
    name: str
    kind: OrganisationKind
    business_id: str = ""
    cost_centre: str = ""
    contact_first_name: str = ""
    contact_last_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""
    language: Language = Language.FI


def _remarks(row: OrganisationRow, _cells: Mapping[str, str]) -> Iterator[Remark]:
    city = row.kind is OrganisationKind.CITY_UNIT
    if not city and not row.business_id:
        yield Remark("business_id", "business_id_missing", warning=True)
    if city and not row.cost_centre:
        yield Remark("cost_centre", "cost_centre_missing", warning=True)
    named = row.contact_first_name or row.contact_last_name or row.contact_phone
    if named and not row.contact_email:
        yield Remark("contact_email", "contact_email_missing")
    if row.contact_email and not row.contact_first_name:
        yield Remark("contact_first_name", "cell_missing")


ORGANISATIONS = Kind(
    "organisations",
    OrganisationRow,
    (
        Column("org_ref", line(40), stored_as="ref", needed=True),
        Column("business_id", otherwise("", business_id)),
        Column("name", line(100), needed=True),
        Column("kind", choice(OrganisationKind), needed=True),
        Column("cost_centre", line(40)),
        Column("contact_first_name", line(100)),
        Column("contact_last_name", line(100)),
        Column("contact_email", otherwise("", mail)),
        Column("contact_phone", otherwise("", phone)),
        Column("language", otherwise(Language.FI, choice(Language))),
    ),
    key="org_ref",
    remarks=_remarks,
)
