"""Finnish business ids, checked by their check digit; nothing is asked over the network."""

from __future__ import annotations

from stdnum.exceptions import ValidationError
from stdnum.fi import ytunnus

from app.domain.errors import RuleBroken


def normal_business_id(text: str, *, needed: bool = False) -> str:
    """The id in its written form "1234567-8"; an empty text stays empty unless one is needed.

    Reads it also without the hyphen, with spaces, with FI in front as in a VAT number, and in the
    old form of six digits. Raises: RuleBroken("business_id_wrong", "business_id_missing").
    """
    compact = "".join(text.split()).upper().removeprefix("FI")
    if not compact and needed:
        raise RuleBroken("business_id_missing")
    if not compact:
        return ""
    try:
        digits = ytunnus.validate(compact.replace("-", "").zfill(8))
    except ValidationError:
        raise RuleBroken("business_id_wrong", text=text) from None
    return str(ytunnus.format(digits))
