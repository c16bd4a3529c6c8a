"""Forms of dated rows: from which day on, read where; and the acts on a row that waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from app.domain.errors import Conflict, RuleBroken
from app.web.shared.forms import SiteForm
from app.web.shared.now import today
from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from werkzeug.wrappers import Response


class DatedForm(SiteForm):
    """A new version of something, from a day on."""

    day = StringField(_l("Päivä"))
    month = StringField(_l("Kuukausi"))
    year = StringField(_l("Vuosi"))

    @property
    def since(self) -> date | None:
        """From which day on, or None when there is no such day."""
        try:
            parts = [int(part.data or "") for part in (self.year, self.month, self.day)]
            return today().replace(*parts)
        except (ValueError, OverflowError):
            return None

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Whether everything is there and there is such a day."""
        is_whole = super().validate(extra_validators)
        if self.since is None:
            self.day.errors = [_("Tarkista päivä, kuukausi ja vuosi.")]
        return is_whole and self.since is not None


def act_and_return(do: Callable[[], None], done: str, endpoint: str) -> Response:
    """Do it and say so on the page of the rows, or say why it cannot be done."""
    try:
        do()
    except (RuleBroken, Conflict) as error:
        flash(sentence(error), "error")
    else:
        flash(done, "success")
    return redirect(url_for(endpoint), code=303)
