"""What the business register says of an organisation that somebody is telling us about."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.domain.errors import TooMany
from app.integrations.business_ids import normal_business_id
from app.integrations.business_register import RegisterSilent
from app.store import rates
from app.store.transaction import unit_of_work

if TYPE_CHECKING:
    from datetime import datetime

    from app.domain.organisations import Company
    from app.integrations.business_register import BusinessRegister

log = logging.getLogger("jobcenter.companies")


class Found(StrEnum):
    """What came of asking the register. Whatever it is, the form goes on by hand."""

    FOUND = "found"
    UNKNOWN = "unknown"
    SILENT = "silent"
    TOO_OFTEN = "too_often"


@dataclass(frozen=True)
class Answer:
    """What came of asking; `company` where the register has one."""

    found: Found
    company: Company | None = None


def find_company(
    register: BusinessRegister, business_id: str, *, address: str, now: datetime
) -> Answer:
    """What the register says; no state of the register or the network is an error here.

    `address`: whence the visitor comes, who may ask only so often. Raises:
    RuleBroken("business_id_wrong", "business_id_missing").
    """
    told = normal_business_id(business_id, needed=True)
    try:
        with unit_of_work():
            rates.take("company", address, now=now)
        company = register.find(told, now=now)
    except TooMany:
        return Answer(Found.TOO_OFTEN)
    except RegisterSilent as error:
        log.warning("business register: %s", error)
        return Answer(Found.SILENT)
    return Answer(Found.FOUND if company else Found.UNKNOWN, company)
