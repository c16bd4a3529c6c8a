"""Forms of the coach's pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.domain.support_contacts import TEXT_LENGTH
from app.domain.vocabulary import SUPPORT_MINUTES, SupportKind
from app.web.shared.forms import SiteForm, at_most
from app.web.shared.words_support import SUPPORT_KINDS, SUPPORT_PLACES
from app.web.shared.words_tasks import choices


class NoteForm(SiteForm):
    """A support note: two taps and save; the text is free."""

    clients = SelectMultipleField(
        _l("Kenen kanssa?"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validators=[InputRequired(_l("Valitse ainakin yksi asiakas."))],
    )
    minutes = RadioField(
        _l("Kuinka kauan?"),
        choices=[SelectChoice(str(n), _l("%(n)s min", n=n)) for n in SUPPORT_MINUTES],
        validators=[InputRequired(_l("Valitse, kuinka kauan tuki kesti."))],
    )
    place = RadioField(
        _l("Missä?"),
        choices=choices(SUPPORT_PLACES),
        validators=[InputRequired(_l("Valitse, missä tuki annettiin."))],
    )
    kind = RadioField(
        _l("Mitä teitte?"),
        choices=choices(SUPPORT_KINDS),
        default=SupportKind.ENCOURAGEMENT.value,
        validators=[InputRequired(_l("Valitse, mitä teitte."))],
    )
    happened_on = SelectField(_l("Päivä"))
    text = TextAreaField(_l("Muistiinpano"), [at_most(TEXT_LENGTH)])
    draft_key = HiddenField()
