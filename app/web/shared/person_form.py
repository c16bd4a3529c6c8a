"""The form of somebody who is going to order, and the kinds of organisations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Email

from app.domain.vocabulary import OrganisationKind
from app.store.orderers import Person
from app.web.shared.fields import phone_field, stripped, text_field
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.language import current_language

KINDS = [
    SelectChoice(OrganisationKind.COMPANY.value, _l("Yritys")),
    SelectChoice(OrganisationKind.ASSOCIATION.value, _l("Yhdistys")),
    SelectChoice(OrganisationKind.FOUNDATION.value, _l("Säätiö")),
    SelectChoice(OrganisationKind.PARISH.value, _l("Seurakunta")),
    SelectChoice(OrganisationKind.CITY_UNIT.value, _l("Kaupungin yksikkö")),
]


class PersonForm(SiteForm):
    """Who orders, and where the sign-in links go."""

    first_name = text_field(_l("Etunimi"), 100, needed(_l("Kirjoita etunimi.")))
    last_name = text_field(_l("Sukunimi"), 100, needed(_l("Kirjoita sukunimi.")))
    email = StringField(
        _l("Sähköposti"), [needed(), at_most(200), Email(_l("Kirjoita koko sähköpostiosoite."))],
        filters=[stripped],
    )  # fmt: skip
    phone = phone_field(_l("Puhelin"))

    @property
    def person(self) -> Person:
        """The person of the form."""
        return Person(
            first_name=self.first_name.data or "", last_name=self.last_name.data or "",
            email=self.email.data or "", phone=self.phone.data or "",
            language=current_language(),
        )  # fmt: skip
