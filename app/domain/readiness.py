"""What should be in order before paid work, as a list of things to do together.

It never stops anybody from working: who wants work is offered work (domain 3.1, principle 2).
"""

from __future__ import annotations

from enum import StrEnum

# Units: signs.
LONGEST_NOTE = 300
LONGEST_WORDS = 600


class ReadyThing(StrEnum):
    """What there is to see to; the same thing is on a client's list once."""

    IDENTITY = "identity"
    BANK_ACCOUNT = "bank_account"
    TAX_CARD = "tax_card"
    PHONE = "phone"
    MAIL = "mail"
    TRAVEL = "travel"
    CV = "cv"
    CLOTHES = "clothes"
    PERMIT = "permit"
    OTHER = "other"


class ReadyState(StrEnum):
    """How far it is."""

    TO_DO = "to_do"
    IN_ORDER = "in_order"
    NOT_NEEDED = "not_needed"
