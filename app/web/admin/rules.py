"""The dated rules: every value with its days, source and checker; a new one waits for a second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.advice import by_when
from app.domain.dated_rules import SOURCE_LENGTH, VALUE_LENGTH
from app.domain.errors import Conflict, RuleBroken
from app.services import rules as acts
from app.store import facts, rules
from app.web.admin.blueprint import bp
from app.web.admin.dated_form import DatedForm, act_and_return
from app.web.shared.access import current_actor
from app.web.shared.forms import at_most, needed
from app.web.shared.now import now, today
from app.web.shared.words_rules import RULES, rule_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response

    from app.store.rules import KeptRule


class RuleForm(DatedForm):
    """A new value of a rule, from a day on, with where it was read."""

    key = SelectField(_l("Sääntö"))
    value = StringField(_l("Uusi arvo"), [needed(), at_most(VALUE_LENGTH)])
    source = StringField(
        _l("Lähde"), [needed(), at_most(SOURCE_LENGTH)],
        description=_l("Sivun osoite tai päätöksen nimi, josta toinen voi tarkistaa arvon."),
    )  # fmt: skip


def _form() -> RuleForm:
    form = RuleForm()
    form.key.choices = [SelectChoice(key, rule_word(key)) for key in rules.list_keys(RULES)]
    return form


def _page(form: RuleForm) -> str:
    kept = rules.list_kept()
    groups = {key: kept[key] for key in rules.list_keys(RULES)}
    waiting = sum(not one.row.confirmed for rows in groups.values() for one in rows)
    passes = [by_when(one.kind, one) for one in facts.load_pass_rules()]
    return render_template(
        "admin/rules.html", groups=groups, form=form, waiting=waiting, in_force=_in_force,
        passes=passes,
    )  # fmt: skip


def _in_force(rows: list[KeptRule]) -> KeptRule | None:
    """The row that holds today."""
    return next((one for one in rows if one.row.holds(today())), None)


@bp.get("/rules")
def list_rules() -> str:
    return _page(_form())


@bp.post("/rules")
def add_rule() -> Response:
    form = _form()
    if not form.validate():
        return make_response(_page(form), 422)
    try:
        _add(form)
    except (RuleBroken, Conflict) as error:
        form.blame(form.value, error)
        return make_response(_page(form), error.status)
    flash(
        _("Arvo on kirjattu. Toinen pääkäyttäjä tarkistaa sen ennen kuin sitä luvataan."), "success"
    )
    return redirect(url_for("admin.list_rules"), code=303)


def _add(form: RuleForm) -> None:
    acts.add_rule(
        current_actor(), form.key.data, form.value.data or "",
        valid_from=form.since or today(), source=form.source.data or "", now=now(),
    )  # fmt: skip


@bp.post("/rules/<uuid:rule_id>/confirm")
def confirm_rule(rule_id: UUID) -> Response:
    return _act(
        lambda: acts.confirm_rule(current_actor(), rule_id, now=now()),
        _("Arvo on tarkistettu. Se on nyt käytössä."),
    )


@bp.post("/rules/<uuid:rule_id>/discard")
def discard_rule(rule_id: UUID) -> Response:
    return _act(
        lambda: acts.discard_rule(current_actor(), rule_id, now=now()), _("Arvo on poistettu.")
    )


def _act(do: Callable[[], None], done: str) -> Response:
    return act_and_return(do, done, "admin.list_rules")
