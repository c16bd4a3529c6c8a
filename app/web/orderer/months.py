"""A month on one page: times of work, hours, pay and what is invoiced, order by order."""

from __future__ import annotations

from flask import render_template

from app.domain.calendar import following_month, month_from_name, month_start, previous_month
from app.domain.errors import Missing
from app.domain.policy import Facts, Verb, require
from app.store import months, organisations
from app.web.orderer.blueprint import bp, own_organisation
from app.web.shared.access import current_actor
from app.web.shared.now import today


@bp.get("/months/<string:month>")
def show_month(month: str) -> str:
    first_on, this_month = month_from_name(month), month_start(today())
    if first_on is None or first_on > this_month:
        raise Missing
    actor, whose = current_actor(), own_organisation()
    require(actor, Verb.READ_HOURS, Facts(organisation_id=whose))
    return render_template(
        "orderer/month.html", summary=months.get_summary(whose, first_on),
        organisation=organisations.get_organisation(actor, whose),
        first_on=first_on, is_going_on=first_on == this_month,
        older=previous_month(first_on) if months.has_earlier(whose, first_on) else None,
        newer=None if first_on == this_month else following_month(first_on),
    )  # fmt: skip
