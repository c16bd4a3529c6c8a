"""The form on which pay, place and demands of an open order are changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.errors import RuleBroken
from app.domain.money import parse_money, plain_money
from app.domain.terms import Wanted
from app.domain.vocabulary import PassKind, PlaceKind, Scale, WayIn
from app.web.shared.fields import OneOf, SomeOf, stripped, text_field
from app.web.shared.forms import SiteForm, needed
from app.web.shared.sentences import sentence
from app.web.shared.words_places import PLACE_KINDS, WAYS_IN
from app.web.shared.words_tasks import PASSES, SCALES, choices, level_choices

if TYPE_CHECKING:
    from wtforms import Field

    from app.domain.errors import ExpectedError
    from app.domain.tasks import TaskDraft


class TermsForm(SiteForm):
    """What holds of an open order and what it becomes; the last four are of a new place."""

    pay = text_field(
        _l("Palkka tunnissa"), 12, needed(_l("Kirjoita palkka euroina, esimerkiksi 12,50.")),
        description=_l("Euroina, esimerkiksi 12,50"),
    )  # fmt: skip
    place = text_field(_l("Missä?"), 200, needed(_l("Kirjoita paikka.")))
    area = text_field(_l("Kaupunginosa tai osoite"), 100)
    place_kind = OneOf(
        _l("Missä työ tehdään?"), choices=choices(PLACE_KINDS), default=PlaceKind.SITE
    )
    door = text_field(_l("Mistä ovesta?"), 200)
    way_in = OneOf(
        _l("Onko paikassa portaita?"),
        choices=[SelectChoice("", _l("En tiedä")), *choices(WAYS_IN)],
    )
    break_room = text_field(_l("Missä pidetään tauko?"), 200)
    toilet = text_field(_l("Missä vessa on?"), 200)
    passes = SomeOf(_l("Tarvitaanko työhön jokin näistä?"), choices=choices(PASSES))

    def validate_pay(self, field: Field) -> None:
        if field.data and (self.pay_cents is None or self.pay_cents < 0):
            raise ValidationError(_("Kirjoita palkka euroina, esimerkiksi 12,50."))

    @property
    def pay_cents(self) -> int | None:
        """The pay an hour in cents, or None when it cannot be read."""
        try:
            return parse_money(self.pay.data) if self.pay.data else None
        except RuleBroken:
            return None

    def demand(self, scale: Scale) -> Field:
        """The field of one demand scale."""
        field: Field = self[f"demand_{scale}"]
        return field

    def to_wanted(self) -> Wanted:
        """What is wanted. Needs a valid form."""
        levels = {scale: self.demand(scale).data or "" for scale in Scale}
        return Wanted(
            pay_cents_per_hour=self.pay_cents, place=stripped(self.place.data),
            area=stripped(self.area.data),
            place_kind=PlaceKind(self.place_kind.data or PlaceKind.SITE),
            demands={scale: int(level) for scale, level in levels.items() if level.isdigit()},
            passes=tuple(PassKind(kind) for kind in self.passes.data or ()),
            door=stripped(self.door.data),
            way_in=WayIn(self.way_in.data) if self.way_in.data else None,
            break_room=stripped(self.break_room.data), toilet=stripped(self.toilet.data),
        )  # fmt: skip

    def sent(self) -> list[tuple[str, str]]:
        """Everything that was said, as it goes along from page to page."""
        found: list[tuple[str, str]] = []
        for field in self:
            if field.type != "CSRFTokenField":
                many = field.data if isinstance(field.data, list) else [field.data]
                found += [(field.name, str(one)) for one in many if one]
        return found

    def show(self, error: ExpectedError) -> None:
        """Show a broken rule at the field it is about, else above the form."""
        name = _FIELD_OF.get(error.code, "")
        if name:
            self.blame(self[name], error)
        else:
            self.form_errors.append(sentence(error))


for _scale in Scale:
    setattr(TermsForm, f"demand_{_scale}", OneOf(_l(SCALES[_scale]), choices=level_choices(_scale)))

_FIELD_OF = {
    "place_missing": "place",
    "place_same": "place",
    "pay_missing": "pay",
    "pay_below_zero": "pay",
    "pay_under_floor": "pay",
    "pay_lower_unknown": "pay",
}


def terms_values(draft: TaskDraft) -> dict[str, Any]:
    """What fills the form: the order as it is, and nothing yet of a new place."""
    pay = draft.pay_cents_per_hour
    return {
        "pay": "" if pay is None else plain_money(pay).replace(".", ","),
        "place": draft.place, "area": draft.area, "place_kind": draft.place_kind,
        "way_in": "", "passes": [str(kind) for kind in draft.passes],
        **{f"demand_{scale}": str(level) for scale, level in draft.demands.items()},
    }  # fmt: skip
