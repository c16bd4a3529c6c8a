"""Forms of the coach's pages."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from app.domain.support_contacts import REASON_LENGTH, TEXT_LENGTH
from app.domain.vocabulary import LONGEST_SUPPORT_MINUTES, SUPPORT_MINUTES, SupportKind
from app.web.shared.fields import SomeOf
from app.web.shared.forms import SiteForm, at_most
from app.web.shared.words_support import NATURAL_SUPPORTS, SUPPORT_KINDS, SUPPORT_PLACES
from app.web.shared.words_tasks import choices

_BOUNDS = NumberRange(
    1,
    LONGEST_SUPPORT_MINUTES,
    _l("Kirjoita minuutit kokonaislukuna 1–%(longest)s.", longest=LONGEST_SUPPORT_MINUTES),
)


class TakeBackForm(SiteForm):
    """Why a note is not of this client."""

    reason = StringField(_l("Miksi kirjaus perutaan?"), [at_most(REASON_LENGTH)])


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
        validate_choice=False,
    )
    other_minutes = IntegerField(_l("Muu aika minuutteina"), [Optional(), _BOUNDS])
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
    helpers = SomeOf(_l("Kuka työpaikalla auttoi?"), choices=choices(NATURAL_SUPPORTS))
    text = TextAreaField(_l("Muistiinpano"), [at_most(TEXT_LENGTH)])
    draft_key = HiddenField()

    def validate_minutes(self, field: RadioField) -> None:
        """One of the buttons, or another length written below them, which then counts."""
        offered = {str(n) for n in SUPPORT_MINUTES}
        if self.other_minutes.data is None and field.data not in offered:
            raise ValidationError(_("Valitse, kuinka kauan tuki kesti."))

    @property
    def whole_minutes(self) -> int:
        """How long it took. Units: minutes."""
        return int(self.other_minutes.data or self.minutes.data)
