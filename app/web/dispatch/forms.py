"""Forms of the dispatcher's pages."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional, Regexp

from app.domain.organisations import REFUSAL_LENGTH, REFUSAL_WORDS, WhyRefused
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.words_endings import WHY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_IN_DIGITS = Regexp(r"\s*[0-9]{1,5}\s*$", message=_l("Kirjoita minuutit numeroina."))


class OpenForm(SiteForm):
    """Opening an order; a tick vouches for a pay whose floor is unknown or for a hard text."""

    floor_confirmed = BooleanField(_l("Vahvistan, että palkka on tälle työlle sopiva"))
    texts_confirmed = BooleanField(_l("Vahvistan, että tekijä ymmärtää tekstin"))


class ChangesForm(SiteForm):
    """What the orderer is asked to change."""

    text = TextAreaField(_l("Mitä pyydät muuttamaan?"), validators=[needed(), at_most(1000)])


class RefusalForm(SiteForm):
    """Why an order cannot be arranged."""

    reason = TextAreaField(
        _l("Miksi tilausta ei voi välittää?"), validators=[needed(), at_most(500)]
    )


class RefusedForm(SiteForm):
    """Why an organisation is not let order: one of the ready texts, and what else there is."""

    why = RadioField(
        _l("Mitä kerromme tilaajalle?"),
        choices=[
            *(SelectChoice(str(code), _l(words)) for code, words in REFUSAL_WORDS.items()),
            SelectChoice(str(WhyRefused.OTHER), _l("Vain omat sanasi")),
        ],
        validators=[InputRequired(_l("Valitse syy."))],
    )  # fmt: skip
    words = TextAreaField(_l("Omat sanat tilaajalle"), validators=[at_most(REFUSAL_LENGTH)])


class WhyForm(SiteForm):
    """Why nobody was found for an order."""

    why = RadioField(
        _l("Miksi tekijää ei löytynyt?"),
        choices=[SelectChoice(str(code), _l(words)) for code, words in WHY.items()],
        validators=[InputRequired(_l("Valitse syy."))],
    )  # fmt: skip
    words = TextAreaField(_l("Omat sanat tilaajalle"), validators=[at_most(500)])


class CallForm(SiteForm):
    """What was agreed on the phone."""

    note = StringField(_l("Mitä sovitte?"), validators=[at_most(500)])


class ReversalForm(SiteForm):
    """Which exported hours are taken back, and why; and the right ones, where there are any."""

    hours_id = HiddenField(validators=[needed()])
    reason = StringField(_l("Miksi tunnit perutaan?"), validators=[needed(), at_most(300)])
    minutes = StringField(
        _l("Oikea aika minuutteina"),
        description=_l("Ehdotamme sitä tilaajalle. Jos jätät tyhjäksi, tunnit vain perutaan."),
        validators=[Optional(), _IN_DIGITS],
    )

    @property
    def row(self) -> UUID | None:
        """The chosen row, or None for something that is no row at all."""
        try:
            return UUID(self.hours_id.data or "")
        except ValueError:
            return None

    @property
    def number(self) -> int | None:
        """The right minutes of a form that is right; None where nothing comes instead."""
        said = (self.minutes.data or "").strip()
        return int(said) if said else None

    @classmethod
    def of_row(cls, hours_id: UUID, *, sent: bool = False) -> ReversalForm:
        """The form of one row, in a place of its own: what was sent, or an empty one."""
        form = cls() if sent else cls(formdata=None, hours_id=str(hours_id))
        for field in (form.hours_id, form.reason, form.minutes):
            field.id = f"{field.name}-{hours_id}"
            field.label.field_id = field.id
        return form


class SettleForm(SiteForm):
    """The minutes on which the dispatcher decides; a page has one for each row of hours."""

    minutes = StringField(_l("Minuutteja"), validators=[needed(_l("Kerro minuutit.")), _IN_DIGITS])

    @property
    def number(self) -> int:
        """The minutes of a form that is right."""
        return int(self.minutes.data or "0")

    @classmethod
    def of_row(cls, hours_id: UUID, asked: int | None = None) -> SettleForm:
        """The form of one row, in a place of its own: what was sent, or what is asked for."""
        form = cls() if asked is None else cls(formdata=None, minutes=str(asked))
        form.minutes.id = f"minutes-{hours_id}"
        form.minutes.label.field_id = form.minutes.id
        return form


class ExportForm(SiteForm):
    """Until which day agreed hours are handed off."""

    day = StringField(_l("Päivä"))
    month = StringField(_l("Kuukausi"))
    year = StringField(_l("Vuosi"))

    @classmethod
    def until(cls, day: date) -> ExportForm:
        """The form filled with a day."""
        return cls(formdata=None, day=str(day.day), month=str(day.month), year=str(day.year))

    @property
    def until_on(self) -> date | None:
        """The day, or None when there is no such day."""
        try:
            return date(*(int(part.data or "") for part in (self.year, self.month, self.day)))
        except (ValueError, OverflowError):
            return None

    def validate(self, extra_validators: Mapping[str, Sequence[object]] | None = None) -> bool:
        """Whether there is such a day."""
        if not super().validate(extra_validators):
            return False
        if self.until_on is None:
            self.day.errors = [_l("Tarkista päivä, kuukausi ja vuosi.")]
        return self.until_on is not None
