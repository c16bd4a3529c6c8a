"""Fields that several audiences ask for, and the form by which other minutes are proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import Optional, Regexp

from app.web.shared.forms import SiteForm, at_most, needed

if TYPE_CHECKING:
    from wtforms import Field
    from wtforms.form import BaseForm
    from wtforms.validators import DataRequired

_PHONE = r"\+?[0-9][0-9 ()-]{4,}$"
_PHONE_WRONG = _l("Kirjoita puhelinnumero numeroina, esimerkiksi 040 123 4567.")


def stripped(text: str | None) -> str:
    """The text without the spaces around it."""
    return (text or "").strip()


class OneOf(RadioField):
    """Radios of which none need be chosen. To the macros they are radios like any other."""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.type = "RadioField"

    def pre_validate(self, form: BaseForm) -> None:
        if self.data not in (None, "", "None"):
            try:
                super().pre_validate(form)
            except ValueError:
                raise ValidationError(_("Valitse yksi vaihtoehdoista.")) from None


class SomeOf(SelectMultipleField):
    """Checkboxes."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.type = "SelectMultipleField"

    def pre_validate(self, form: BaseForm) -> None:
        try:
            super().pre_validate(form)
        except ValueError:
            raise ValidationError(_("Valitse listalta.")) from None


def text_field(label: str, most: int, *more: DataRequired, description: str = "") -> StringField:
    """A line of text, stripped and of limited length."""
    rules = [*more, at_most(most)]
    return StringField(label, validators=rules, filters=[stripped], description=description)


def phone_field(label: str) -> StringField:
    """A phone number, as people write them; it may be left out."""
    rules = [at_most(40), Optional(), Regexp(_PHONE, message=_PHONE_WRONG)]
    return StringField(label, validators=rules, filters=[stripped])


def business_id_field() -> StringField:
    """A Finnish business id; its check digit is the service's to judge."""
    hint = _l("Esimerkiksi 1234567-1. Jätä tyhjäksi, jos tunnusta ei ole.")
    return text_field(_l("Y-tunnus"), 20, description=hint)


def address_field() -> StringField:
    """Where an organisation is, as it is written on a letter."""
    return text_field(_l("Osoite"), 200)


def area_field(label: str, most: int) -> TextAreaField:
    """Lines of text, stripped and of limited length."""
    return TextAreaField(label, validators=[at_most(most)], filters=[stripped])


def whole_number(text: str | None) -> int | None:
    """The number of a text of digits, or None."""
    digits = stripped(text)
    return int(digits) if digits.isascii() and digits.isdigit() else None


class CounterForm(SiteForm):
    """Other minutes than those proposed."""

    hours = text_field(_l("Tunnit"), 2)
    minutes = text_field(_l("Minuutit"), 2)
    reason = text_field(_l("Miksi?"), 300, needed(_l("Kirjoita lyhyt syy.")))

    def validate_hours(self, _field: Field) -> None:
        if self.total is None:
            raise ValidationError(_("Kirjoita tunnit ja minuutit numeroina."))

    @property
    def total(self) -> int | None:
        """The minutes that the two fields make, or None."""
        hours, minutes = (
            whole_number(self.hours.data or "0"),
            whole_number(self.minutes.data or "0"),
        )
        if hours is None or minutes is None or minutes > 59 or not hours + minutes:
            return None
        return hours * 60 + minutes
