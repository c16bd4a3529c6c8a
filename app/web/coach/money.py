"""A client's money for the coach: what the client lives on, allowances, the income statement."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from flask import make_response, render_template, url_for
from flask_babel import gettext as _

from app.services import money as acts
from app.services import sheets
from app.store import allowances, benefits, client_cards
from app.web.coach.acting import act, said_how
from app.web.coach.blueprint import bp
from app.web.coach.money_forms import AllowanceForm, SituationForm
from app.web.coach.statements import make_statement
from app.web.shared.access import current_actor
from app.web.shared.now import now, today

if TYPE_CHECKING:
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.domain.sheets import Sheet

PLACE = "/clients/<uuid:client_id>/money"
YEAR = timedelta(days=365)
# So much more pay the statement tries. Units: cents.
TRIES = (2500, 5000, 10000, 20000)


@bp.get(PLACE)
def show_money(client_id: UUID) -> str:
    return _page(client_id)


def _page(client_id: UUID, form: SituationForm | None = None) -> str:
    actor, day = current_actor(), today()
    card = client_cards.get_card(actor, client_id, now=now())
    standing = benefits.get_standing(actor, client_id, month=day, now=now())
    form = form or SituationForm.of(standing.situation)
    form.offer_days(day)
    entry = AllowanceForm()
    entry.offer_months(day)
    return render_template(
        "coach/money.html", card_of=card, standing=standing, form=form, entry=entry,
        allowances=allowances.list_of_client(
            actor, client_id, since=day - YEAR, until=day, now=now()
        ),
    )  # fmt: skip


@bp.post(PLACE)
def set_benefits(client_id: UUID) -> Response:
    form = SituationForm()
    form.offer_days(today())
    situation = form.situation() if form.validate() else None
    if situation is None:
        return make_response(_page(client_id, form), 422)
    return act(
        lambda: acts.set_situation(
            current_actor(), client_id, situation, valid_from=form.since_on, said=said_how(),
            now=now(),
        ),
        _("Tallennettu. Tarjousten rahatiedot lasketaan nyt näillä tiedoilla."),
        url_for("coach.show_money", client_id=client_id),
    )  # fmt: skip


@bp.post(PLACE + "/allowances")
def add_allowance(client_id: UUID) -> Response:
    form = AllowanceForm()
    form.offer_months(today())
    client_cards.get_card(current_actor(), client_id, now=now())
    return act(
        lambda: acts.add_allowance(
            current_actor(), client_id, form.paid(), said=said_how(), now=now()
        ),
        _("Kirjattu. Se näkyy asiakkaalle erillään palkasta."),
        url_for("coach.show_money", client_id=client_id),
    )


@bp.post("/allowances/<uuid:allowance_id>/remove")
def remove_allowance(allowance_id: UUID) -> Response:
    back = url_for("coach.list_clients")
    return act(
        lambda: acts.remove_allowance(current_actor(), allowance_id, said=said_how(), now=now()),
        _("Kirjaus on poistettu."),
        back,
    )


def _statement(client_id: UUID) -> Sheet:
    actor, day = current_actor(), today()
    card = client_cards.get_card(actor, client_id, now=now())
    standing, *tries = benefits.try_works(actor, client_id, (0, *TRIES), month=day, now=now())
    paid = allowances.list_of_client(actor, client_id, since=day, until=day, now=now())
    return make_statement(card, standing, tries, paid)


@bp.get("/clients/<uuid:client_id>/statement")
def show_statement(client_id: UUID) -> str:
    return render_template("coach/statement.html", sheet=_statement(client_id), client_id=client_id)


@bp.get("/clients/<uuid:client_id>/statement.pdf")
def print_statement(client_id: UUID) -> Response:
    answer = make_response(sheets.make_pdf(_statement(client_id)))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = 'inline; filename="tuloselvitys.pdf"'
    return answer
