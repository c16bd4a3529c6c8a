"""Forms about a client's money: what the client lives on, and allowances that are no wage."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Optional

from app.domain.benefits import Situation
from app.domain.calendar import month_start
from app.domain.errors import RuleBroken
from app.domain.money import parse_money, plain_money
from app.domain.vocabulary import AllowanceKind, Benefit
from app.store.allowances import Allowance
from app.web.shared.forms import SiteForm, at_most, needed
from app.web.shared.words_money import ALLOWANCES, month_title
from app.web.shared.words_support import BENEFITS
from app.web.shared.words_tasks import choices

if TYPE_CHECKING:
    from wtforms import Field

YES, NO, UNKNOWN = "yes", "no", "unknown"
_TOLD = {YES: True, NO: False, UNKNOWN: None}
_SAID = {value: word for word, value in _TOLD.items()}
MONTHS_BACK = 12


def _yes_no() -> list[SelectChoice]:
    return [
        SelectChoice(YES, _l("Kyllä")),
        SelectChoice(NO, _l("Ei")),
        SelectChoice(UNKNOWN, _l("Ei tiedossa")),
    ]


class SituationForm(SiteForm):
    """What the client lives on, as the client and the decisions tell it."""

    benefit = SelectField(_l("Etuus"), choices=choices(BENEFITS))
    own_limit = StringField(
        _l("Ansaintaraja päätöksestä"),
        [at_most(12)],
        description=_l("Euroa kuukaudessa. Jätä tyhjäksi, niin käytetään Kelan rajaa."),
    )
    social_assistance = RadioField(
        _l("Saako hän myös toimeentulotukea?"), choices=_yes_no(), default=UNKNOWN
    )
    housing_allowance = RadioField(_l("Saako hän asumistukea?"), choices=_yes_no(), default=UNKNOWN)
    other_wages = StringField(
        _l("Muu palkka kuukaudessa"),
        [at_most(12)],
        description=_l("Euroa ennen veroja. Kirjoita 0, jos muuta palkkaa ei ole."),
    )
    since = SelectField(_l("Mistä alkaen?"))

    @classmethod
    def of(cls, known: Situation) -> SituationForm:
        """The form filled with what is known."""
        return cls(
            benefit=known.benefit.value,
            own_limit=_amount(known.own_limit_cents),
            social_assistance=_SAID[known.social_assistance],
            housing_allowance=_SAID[known.housing_allowance],
            other_wages=_amount(known.other_cents_month),
        )

    def offer_days(self, today: date) -> None:
        """From which days it may hold: this month, today, next month."""
        first = month_start(today)
        following = month_start(first + timedelta(days=31))
        self.since.choices = [
            SelectChoice(first.isoformat(), _l("Tämän kuun alusta")),
            SelectChoice(today.isoformat(), _l("Tästä päivästä")),
            SelectChoice(following.isoformat(), _l("Ensi kuun alusta")),
        ]

    @property
    def since_on(self) -> date:
        """The chosen day."""
        return date.fromisoformat(self.since.data)

    def situation(self) -> Situation | None:
        """What was told, or None with the fields blamed whose amounts nobody can read."""
        limit, other = self._cents(self.own_limit), self._cents(self.other_wages)
        if self.errors:
            return None
        return Situation(
            Benefit(self.benefit.data),
            limit,
            _TOLD[self.social_assistance.data],
            _TOLD[self.housing_allowance.data],
            other,
        )

    def _cents(self, field: Field) -> int | None:
        text = (field.data or "").strip()
        if not text:
            return None
        try:
            return abs(parse_money(text))
        except RuleBroken as error:
            self.blame(field, error)
            return None


def _amount(cents: int | None) -> str:
    return "" if cents is None else plain_money(cents).replace(".", ",")


class AllowanceForm(SiteForm):
    """Money of a month that is no wage."""

    kind = SelectField(_l("Mitä"), choices=choices(ALLOWANCES))
    month = SelectField(_l("Kuukausi"))
    days = IntegerField(_l("Päiviä"), [Optional()])
    amount = StringField(
        _l("Euroa yhteensä"), [needed(), at_most(12), InputRequired(_l("Kerro summa."))]
    )

    def offer_months(self, today: date) -> None:
        """The month at hand and those before it."""
        first, months = month_start(today), []
        for _ in range(MONTHS_BACK):
            months.append(SelectChoice(first.isoformat(), month_title(first)))
            first = month_start(first - timedelta(days=1))
        self.month.choices = months

    def paid(self) -> Allowance:
        """What was told. Raises: RuleBroken for an amount that nobody can read."""
        if not self.validate():
            raise RuleBroken("allowance_amount")
        return Allowance(
            AllowanceKind(self.kind.data),
            date.fromisoformat(self.month.data),
            parse_money(self.amount.data or ""),
            self.days.data,
        )
