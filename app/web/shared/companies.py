"""An organisation's facts from the business register, put into the form that asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import current_app, request

from app.domain.errors import Missing
from app.domain.organisations import kind_of_form
from app.services.companies import Answer, find_company
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from wtforms import StringField

    from app.domain.organisations import Company
    from app.web.shared.forms import SiteForm

# As many signs as the fields take.
LONGEST = {"name": 100, "address": 200}


def register_kind() -> str:
    """Which register this site asks: "open", "invented" (the demo's own) or none ("")."""
    if current_app.extensions["jobcenter_register"] is None:
        return ""
    return "open" if settings().business_register_url else "invented"


def ask_register(form: SiteForm, business_id: StringField) -> Answer:
    """What the register says; what it knows stands in the form after this.

    What somebody has written stays as written. Raises: Missing where there is no register,
    RuleBroken("business_id_wrong", "business_id_missing").
    """
    register: Any = current_app.extensions["jobcenter_register"]
    if register is None:
        raise Missing
    address = request.remote_addr or ""
    answer = find_company(register, business_id.data or "", address=address, now=now())
    if answer.company:
        _fill(form, answer.company)
    return answer


def _fill(form: SiteForm, company: Company) -> None:
    told = {"name": company.name, "address": company.address}
    for name, text in told.items():
        form[name].data = form[name].data or text[: LONGEST[name]]
    kind = kind_of_form(company.form)
    if kind and "kind" in form:
        form["kind"].data = kind.value
