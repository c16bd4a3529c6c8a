"""Forms of the pages about workplaces: a new one, a contact, a promise, the next visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from app.domain.employers import (
    DAYS_BACK,
    NAME_LENGTH,
    PEOPLE_LENGTH,
    TEXT_LENGTH,
    ContactWay,
    Promiser,
)
from app.web.shared.formats import day_short, days_after
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.language import locale
from app.web.shared.words_employers import PROMISERS, WAYS
from app.web.shared.words_tasks import CATEGORIES, choices

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

DAYS_AHEAD = 60
_SATURDAY = 5


def _days(days: Iterable[date], today: date) -> list[SelectChoice]:
    return [SelectChoice(day.isoformat(), day_short(day, today, locale())) for day in days]


def _coming(today: date) -> list[date]:
    """Workdays ahead, today among them."""
    days = (days_after(today, n) for n in range(DAYS_AHEAD))
    return [day for day in days if day.weekday() < _SATURDAY]


class EmployerForm(SiteForm):
    """A workplace that doesn't order here yet."""

    name = StringField(_l("Työpaikan nimi"), [needed(), at_most(NAME_LENGTH)])
    area = StringField(_l("Missä?"), [at_most(NAME_LENGTH)])
    people = StringField(_l("Ketä kysyä ja mistä tavoittaa?"), [at_most(PEOPLE_LENGTH)])


class AboutForm(SiteForm):
    """Where a workplace is, and whom to ask for."""

    area = StringField(_l("Missä?"), [at_most(NAME_LENGTH)])
    people = StringField(_l("Ketä kysyä ja mistä tavoittaa?"), [at_most(PEOPLE_LENGTH)])
    version = HiddenField()


class ContactForm(SiteForm):
    """A meeting or a call: the way and the day are chosen already, the rest is free."""

    way = RadioField(
        _l("Miten tapasitte?"), choices=choices(WAYS), default=ContactWay.FACE_TO_FACE.value,
        validators=[InputRequired(_l("Valitse, miten tapasitte."))],
    )  # fmt: skip
    happened_on = SelectField(_l("Päivä"))
    with_whom = StringField(_l("Kenen kanssa?"), [at_most(PEOPLE_LENGTH)])
    clients = SelectMultipleField(
        _l("Kenen asiakkaan vuoksi?"), widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )  # fmt: skip
    wish = SelectField(_l("Mitä asiakkaan toivetta tämä seuraa?"))
    learned = TextAreaField(_l("Mitä opit työpaikasta?"), [at_most(TEXT_LENGTH)])
    draft_key = HiddenField()

    def offer(self, people: Iterable[tuple[UUID, str]], today: date) -> None:
        """Which days, clients and wishes there are to choose from."""
        self.happened_on.choices = _days((days_after(today, -n) for n in range(DAYS_BACK)), today)
        self.clients.choices = [SelectChoice(str(one), name) for one, name in people]
        self.wish.choices = [SelectChoice("", _l("Ei tiettyä toivetta")), *choices(CATEGORIES)]


class CorrectionForm(SiteForm):
    """What a contact should say."""

    with_whom = StringField(_l("Kenen kanssa?"), [at_most(PEOPLE_LENGTH)])
    learned = TextAreaField(_l("Mitä opit työpaikasta?"), [at_most(TEXT_LENGTH)])


class PromiseForm(SiteForm):
    """What was promised, by whom, by when."""

    whose = RadioField(
        _l("Kuka lupasi?"), choices=choices(PROMISERS), default=Promiser.US.value,
        validators=[InputRequired(_l("Valitse, kuka lupasi."))],
    )  # fmt: skip
    words = StringField(_l("Mitä luvattiin?"), [needed(), at_most(PEOPLE_LENGTH)])
    due_on = SelectField(_l("Mihin mennessä?"))

    def offer_days(self, today: date) -> None:
        """By which workdays it may be."""
        self.due_on.choices = _days(_coming(today), today)


class VisitForm(SiteForm):
    """The day of the next visit, or none."""

    next_on = SelectField(_l("Seuraava käyntini"))
    version = HiddenField(id="visit-version")

    def offer_days(self, today: date) -> None:
        """The workdays ahead."""
        none = SelectChoice("", _l("Ei sovittu"))
        self.next_on.choices = [none, *_days(_coming(today), today)]


class IdeaForm(SiteForm):
    """Work that might be done there."""

    work = StringField(_l("Mitä työ olisi?"), [needed(), at_most(NAME_LENGTH)])
