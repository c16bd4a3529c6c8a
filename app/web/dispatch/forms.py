"""Forms of the dispatcher's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from app.web.shared.forms import SiteForm, at_most, needed


class OpenForm(SiteForm):
    """Opening an order; the tick vouches for a pay whose floor is unknown."""

    floor_confirmed = BooleanField(_l("Vahvistan, että palkka on tälle työlle sopiva"))


class ChangesForm(SiteForm):
    """What the orderer is asked to change."""

    text = TextAreaField(
        _l("Mitä pyydät muuttamaan?"), validators=[needed(), at_most(1000)]
    )


class RefusalForm(SiteForm):
    """Why an order cannot be arranged."""

    reason = TextAreaField(
        _l("Miksi tilausta ei voi välittää?"), validators=[needed(), at_most(500)]
    )


class ReversalForm(SiteForm):
    """Why exported hours are taken back."""

    reason = StringField(_l("Miksi tunnit perutaan?"), validators=[needed(), at_most(300)])
