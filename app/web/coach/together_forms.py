"""Forms of what a coach and a client keep together: goals, things to see to, what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Optional

from app.domain.goals import DEFAULT_MONTHS, LONGEST
from app.domain.readiness import LONGEST_NOTE, LONGEST_WORDS, ReadyState, ReadyThing
from app.services.readiness import Ready
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.words_person import READY_STATES, READY_THINGS, REVIEWS
from app.web.shared.words_tasks import PASSES, choices

if TYPE_CHECKING:
    from collections.abc import Sequence


class DayField(DateField):
    """A day from the browser's own calendar."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Raises: ValueError with our words."""
        try:
            super().process_formdata(list(valuelist))
        except ValueError:
            raise ValueError(str(_l("Tarkista päivä."))) from None


class GoalForm(SiteForm):
    """A goal in the client's words."""

    words = TextAreaField(
        _l("Tavoite hänen omin sanoin"),
        [needed(), at_most(LONGEST)],
        description=_l("Kirjoita niin kuin hän sanoo. Hän lukee tämän omilta sivuiltaan."),
    )
    months = SelectField(
        _l("Milloin katsotte uudelleen?"),
        choices=[SelectChoice(str(n), _l(text)) for n, text in REVIEWS.items()],
        default=str(DEFAULT_MONTHS),
    )


class ReadyForm(SiteForm):
    """How one thing stands."""

    thing = SelectField(_l("Asia"), choices=choices(READY_THINGS))
    state = SelectField(
        _l("Miten on?"),
        choices=choices({state: words for state, (words, _kind) in READY_STATES.items()}),
    )
    needed_by = DayField(_l("Mihin mennessä?"), [Optional()])
    note = TextAreaField(
        _l("Mitä tehdään seuraavaksi?"),
        [at_most(LONGEST_NOTE)],
        description=_l("Hän lukee tämän. Kirjoita lyhyesti."),
    )

    def ready(self) -> Ready:
        """What was told."""
        return Ready(
            ReadyThing(self.thing.data), ReadyState(self.state.data), self.note.data or "",
            self.needed_by.data,
        )  # fmt: skip


class PassForm(SiteForm):
    """A pass that the client has shown. Its contents are never kept."""

    kind = SelectField(_l("Mikä passi tai kortti"), choices=choices(PASSES))
    valid_until = DayField(
        _l("Mihin asti voimassa"), [Optional()], description=_l("Jätä tyhjäksi, jos ei pääty.")
    )


class HelpsForm(SiteForm):
    """What helps and what must change, for the client to read."""

    helps = TextAreaField(
        _l("Mikä auttaa"),
        [at_most(LONGEST_WORDS)],
        description=_l("Kirjoita hänelle: lyhyitä lauseita, sinä-muodossa."),
    )
    must_change = TextAreaField(
        _l("Minkä pitää muuttua, että työ onnistuu"),
        [at_most(LONGEST_WORDS)],
        description=_l("Kirjoita työstä ja paikasta, ei ihmisestä."),
    )
