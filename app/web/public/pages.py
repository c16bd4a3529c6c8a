"""Statements, feedback, health: pages that every visitor may need."""

from __future__ import annotations

import json
import logging
from datetime import date
from typing import TYPE_CHECKING

from flask import g, make_response, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from wtforms import StringField, TextAreaField

from app.services import feedback as acts
from app.store import health as store
from app.web.extensions import csrf
from app.web.public.blueprint import bp
from app.web.public.styleguide import sample_page
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.now import now, settings

if TYPE_CHECKING:
    from werkzeug.wrappers import Response as BaseResponse

log = logging.getLogger("jobcenter.csp")

# When the statements were last checked against the site; at most a year ago.
CHECKED_ON = date(2026, 11, 21)
REPORT_FIELDS = ("violated-directive", "effective-directive", "effectiveDirective", "disposition")
REPORT_BYTES = 10_000


class FeedbackForm(SiteForm):
    """Words to the service, without signing in."""

    text = TextAreaField(lazy_gettext("Palautteesi"), [needed(), at_most(4000)])
    contact = StringField(
        lazy_gettext("Sähköposti tai puhelin"),
        [at_most(200)],
        description=lazy_gettext("Jos haluat vastauksen. Vastaamme 14 päivässä."),
    )


@bp.get("/accessibility")
def accessibility() -> str:
    return render_template(
        "public/accessibility.html",
        checked_on=CHECKED_ON,
        authority=settings().accessibility_authority,
        authority_url=settings().accessibility_authority_url,
    )


@bp.get("/privacy")
def privacy() -> str:
    return render_template("public/privacy.html", checked_on=CHECKED_ON)


@bp.get("/suggestions")
def suggestions() -> str:
    return render_template("public/suggestions.html", checked_on=CHECKED_ON)


@bp.get("/credits", endpoint="credits")
def show_credits() -> str:
    return render_template("public/credits.html")


@bp.get("/feedback")
def feedback() -> str:
    return render_template("public/feedback.html", form=FeedbackForm())


@bp.post("/feedback")
def give_feedback() -> BaseResponse:
    form = FeedbackForm()
    if not form.validate_on_submit():
        return make_response(render_template("public/feedback.html", form=form), 422)
    acts.give_feedback(
        form.text.data or "",
        form.contact.data or "",
        mail_to=settings().feedback_to,
        address=request.remote_addr or "",
        now=now(),
    )
    return redirect(url_for("public.feedback_thanks"), code=303)


@bp.get("/feedback/thanks")
def feedback_thanks() -> str:
    return render_template("public/feedback_thanks.html")


@bp.get("/health")
def health() -> BaseResponse:
    """Says ok or bad and nothing more."""
    ready = store.is_ready()
    response = make_response("ok" if ready else "bad", 200 if ready else 503)
    response.mimetype = "text/plain"
    return response


@bp.post("/csp")
@csrf.exempt
def csp_report() -> BaseResponse:
    """A browser tells that the page's policy stopped something."""
    acts.count_report(request.remote_addr or "", now=now())
    log.warning("policy report", extra={"request_id": g.request_id} | _known(_report()))
    return make_response("", 204)


def _report() -> object:
    if (request.content_length or 0) > REPORT_BYTES:
        return None
    try:
        return json.loads(request.get_data())
    except ValueError:
        return None


def _known(report: object) -> dict[str, str]:
    """The few fields that hold no address and no text of a page."""
    if isinstance(report, list):
        report = report[0] if report else None
    body = report.get("csp-report") or report.get("body") if isinstance(report, dict) else None
    if not isinstance(body, dict):
        return {}
    return {f"csp_{name}": str(body[name])[:80] for name in REPORT_FIELDS if name in body}


def styleguide() -> str:
    """Every building block in every state; in the demo only."""
    return render_template("public/styleguide.html", **sample_page())
