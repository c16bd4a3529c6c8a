"""Ways of engaging: every version with its days, source and checker; new ones are confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.engagement import SOURCE_LENGTH, Evidence, Party, Responsibility
from app.domain.errors import Conflict, RuleBroken
from app.domain.vocabulary import EngagementModel
from app.services import engagement as acts
from app.store import engagement
from app.web.admin.blueprint import bp
from app.web.admin.dated_form import DatedForm, act_and_return
from app.web.shared.access import current_actor
from app.web.shared.forms import at_most, needed
from app.web.shared.now import now, today
from app.web.shared.words_engagement import QUESTIONS, evidence_word, party_word
from app.web.shared.words_tasks import engagement_word

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from werkzeug.wrappers import Response


class VersionForm(DatedForm):
    """A new version of a way of engaging, from a day on, with where it was read."""

    model = SelectField(_l("Palkkaamisen tapa"))
    employs = SelectField(_l("Työnantaja"))
    pays = SelectField(_l("Maksaa palkan"))
    invoices = SelectField(_l("Laskuttaa tilaajaa"))
    directs = SelectField(_l("Ohjaa työtä paikalla"))
    needs_agreement = BooleanField(_l("Työsopimuksen viite tarvitaan ennen ensimmäistä vuoroa"))
    evidence = SelectField(_l("Mihin tieto perustuu"))
    source = StringField(
        _l("Lähde"), [needed(), at_most(SOURCE_LENGTH)],
        description=_l("Sopimus tai päätös, josta toinen voi tarkistaa tiedon."),
    )  # fmt: skip

    def to_row(self) -> Responsibility:
        """The version that the form says."""
        return Responsibility(
            model=EngagementModel(self.model.data), employs=Party(self.employs.data),
            pays=Party(self.pays.data), invoices=Party(self.invoices.data),
            directs=Party(self.directs.data),
            needs_agreement=bool(self.needs_agreement.data),
            evidence=Evidence(self.evidence.data), valid_from=self.since or today(),
            source=(self.source.data or "").strip(),
        )  # fmt: skip


def _form() -> VersionForm:
    form = VersionForm()
    form.model.choices = [SelectChoice(one.value, engagement_word(one)) for one in EngagementModel]
    for name in QUESTIONS:
        form[name].choices = [SelectChoice(one.value, party_word(one)) for one in Party]
    form.evidence.choices = [SelectChoice(one.value, evidence_word(one)) for one in Evidence]
    return form


def _page(form: VersionForm) -> str:
    return render_template("admin/engagement.html", groups=engagement.list_kept(), form=form)


@bp.get("/engagement")
def list_engagement() -> str:
    return _page(_form())


@bp.post("/engagement")
def add_engagement() -> Response:
    form = _form()
    if not form.validate():
        return make_response(_page(form), 422)
    try:
        acts.add_version(current_actor(), form.to_row(), now=now())
    except (RuleBroken, Conflict) as error:
        form.blame(form.day, error)
        return make_response(_page(form), error.status)
    flash(_("Tieto on kirjattu. Se tulee käyttöön, kun toinen pääkäyttäjä vahvistaa sen."))
    return redirect(url_for("admin.list_engagement"), code=303)


@bp.post("/engagement/<uuid:version_id>/confirm")
def confirm_engagement(version_id: UUID) -> Response:
    return _act(
        lambda: acts.confirm_version(current_actor(), version_id, now=now()),
        _("Tieto on tarkistettu. Se on nyt käytössä."),
    )


@bp.post("/engagement/<uuid:version_id>/discard")
def discard_engagement(version_id: UUID) -> Response:
    return _act(
        lambda: acts.discard_version(current_actor(), version_id, now=now()),
        _("Tieto on poistettu."),
    )


def _act(do: Callable[[], None], done: str) -> Response:
    return act_and_return(do, done, "admin.list_engagement")
