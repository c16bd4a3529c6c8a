"""What every form stands on: the token against forgery, and our words for what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from app.web.shared.sentences import sentence

if TYPE_CHECKING:
    from wtforms import Field

    from app.domain.errors import ExpectedError


class SiteForm(FlaskForm):
    """A form whose own messages are ours, not the library's."""

    class Meta:
        locales = ("fi",)

        def get_translations(self, _form: object) -> None:
            """No words from the library: every validator has its own."""

    def blame(self, field: Field, error: ExpectedError) -> None:
        """Show an expected error at a field."""
        field.errors = [*field.errors, sentence(error)]


def needed(text: str = "") -> DataRequired:
    """The field must be filled in."""
    return DataRequired(text or lazy_gettext("Tämä kohta puuttuu."))


def at_most(signs: int) -> Length:
    """The field holds at most so many signs."""
    return Length(max=signs, message=lazy_gettext("Tässä saa olla enintään %(max)d merkkiä."))
