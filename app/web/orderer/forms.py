"""The orderer's forms: an order, its late changes, a reason, the organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from app.domain.errors import RuleBroken
from app.domain.money import parse_money, plain_money
from app.domain.recurrence import Frequency, Recurrence, parse_rule
from app.domain.tasks import MOST_PLACES, TITLE_LENGTH, TaskDraft
from app.domain.vocabulary import (
    Category,
    CoachWanted,
    EngagementModel,
    PassKind,
    PlaceKind,
    Scale,
    WayIn,
)
from app.web.orderer.together import along_facts, along_field, along_of
from app.web.orderer.when import WhenForm, clock_text, day_of, parse_clock
from app.web.orderer.window import WindowField
from app.web.shared.fields import (
    OneOf,
    SomeOf,
    address_field,
    area_field,
    business_id_field,
    phone_field,
    stripped,
    text_field,
    whole_number,
)
from app.web.shared.forms import SiteForm, needed
from app.web.shared.sentences import sentence
from app.web.shared.words_library import kept_words, shown_words
from app.web.shared.words_places import PLACE_KINDS, WAYS_IN
from app.web.shared.words_tasks import (
    CATEGORIES,
    COACH_WANTED,
    ENGAGEMENT_MODELS,
    PASSES,
    SCALES,
    choices,
    level_choices,
    weekday_choices,
)

if TYPE_CHECKING:
    from datetime import date

    from wtforms import Field

    from app.domain.errors import ExpectedError

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
SKIP, WORK = "skip", "work"
ONCE, WEEKLY, BIWEEKLY, KEPT = "once", "weekly", "biweekly", "kept"
MOST_TIMES = 200
_REPEATS = [
    SelectChoice(ONCE, _l("Kerran")),
    SelectChoice(WEEKLY, _l("Joka viikko")),
    SelectChoice(BIWEEKLY, _l("Joka toinen viikko")),
    SelectChoice(KEPT, _l("Kuten ennen")),
]
DETAILS = (
    "description", "bring", "door", "break_room", "toilet", "clothes", "contact_name",
    "contact_phone",
)  # fmt: skip


class DetailsForm(SiteForm):
    """What may change as long as the order lives: nobody has to be asked anew."""

    description = area_field(_l("Mitä tekijä tekee?"), 2000)
    bring = text_field(
        _l("Mitä otetaan mukaan?"), 300,
        description=_l("Esimerkiksi: sisäkengät, eväät, säänmukaiset vaatteet"),
    )  # fmt: skip
    door = text_field(
        _l("Mistä ovesta?"), 200, description=_l("Esimerkiksi: B-ovi pihan puolelta, soita kelloa")
    )
    way_in = OneOf(
        _l("Onko paikassa portaita?"),
        choices=[SelectChoice("", _l("En tiedä")), *choices(WAYS_IN)],
    )
    break_room = text_field(_l("Missä pidetään tauko?"), 200)
    toilet = text_field(_l("Missä vessa on?"), 200)
    clothes = text_field(
        _l("Millaiset vaatteet?"), 200,
        description=_l("Esimerkiksi: omat vaatteet, työtakki odottaa paikalla"),
    )  # fmt: skip
    contact_name = text_field(_l("Keneltä tekijä kysyy paikalla?"), 100)
    contact_phone = phone_field(_l("Hänen puhelinnumeronsa"))
    version = HiddenField()

    def changed(self, draft: TaskDraft) -> TaskDraft:
        """The order with these details."""
        values: dict[str, Any] = {
            name: kept_words(getattr(self, name).data or "") for name in DETAILS
        }
        way_in = WayIn(self.way_in.data) if self.way_in.data else None
        return replace(draft, way_in=way_in, **values)

    @property
    def shown_version(self) -> int:
        """The version of the order that this form was filled from."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() else 0


class TaskForm(DetailsForm, WhenForm):
    """A whole order.

    `template` names the ready work from which a new order began, if any.
    """

    template = HiddenField()
    title = text_field(
        _l("Mitä apua tarvitset?"), TITLE_LENGTH, needed(_l("Kirjoita, mitä apua tarvitset.")),
        description=_l("Esimerkiksi: Ulkoiluapu kahdelle asukkaalle"),
    )  # fmt: skip
    place = text_field(
        _l("Missä?"), 200, needed(_l("Kirjoita paikka.")),
        description=_l("Paikan nimi, esimerkiksi: Palvelutalo Pihlaja"),
    )  # fmt: skip
    area = text_field(_l("Kaupunginosa tai osoite"), 100)
    place_kind = OneOf(
        _l("Missä työ tehdään?"), choices=choices(PLACE_KINDS), default=PlaceKind.SITE
    )
    category = OneOf(_l("Millaista työtä?"), choices=choices(CATEGORIES))
    places = text_field(_l("Montako tekijää?"), 3)
    pay = text_field(_l("Palkka tunnissa"), 12, description=_l("Euroina, esimerkiksi 12,50"))
    repeats = OneOf(
        _l("Kuinka usein?"),
        choices=_REPEATS,
    )
    weekdays = SomeOf(
        _l("Minä päivinä?"), choices=weekday_choices(),
        description=_l("Jos et valitse, toistamme ensimmäisen päivän viikonpäivänä."),
    )  # fmt: skip
    times = text_field(
        _l("Montako kertaa?"), 3, description=_l("Jätä tyhjäksi, jos työ jatkuu toistaiseksi.")
    )
    holidays = OneOf(
        _l("Entä pyhäpäivät?"),
        choices=[
            SelectChoice(SKIP, _l("Jätetään väliin")),
            SelectChoice(WORK, _l("Silloin on työtä")),
        ],
        description=_l("Voit ottaa yksittäisen päivän takaisin tai jättää sen väliin myöhemmin."),
    )
    coach_wanted = OneOf(
        _l("Haluatko valmentajan mukaan?"), choices=choices(COACH_WANTED),
        description=_l("Valmentaja tukee tekijää työpaikalla. Tuki on maksutonta."),
    )  # fmt: skip
    along = along_field()
    answer_window = WindowField(
        _l("Kuinka kauan tekijä saa miettiä?"),
        description=_l("Lyhyt aika sopii kiireeseen. Aika kuluu vain kello 8–20."),
    )
    passes = SomeOf(_l("Tarvitaanko työhön jokin näistä?"), choices=choices(PASSES))
    engagement_model = OneOf(
        _l("Kuka palkkaa tekijän?"),
        choices=[SelectChoice("", _l("En tiedä vielä")), *choices(ENGAGEMENT_MODELS)],
    )

    def validate_places(self, field: Field) -> None:
        if field.data and not 1 <= (whole_number(field.data) or 0) <= MOST_PLACES:
            raise ValidationError(_("Kirjoita luku väliltä 1–%(most)s.", most=MOST_PLACES))

    def validate_pay(self, field: Field) -> None:
        if field.data and (self.pay_cents is None or self.pay_cents < 0):
            raise ValidationError(_("Kirjoita palkka euroina, esimerkiksi 12,50."))

    def validate_times(self, field: Field) -> None:
        if field.data and not 1 <= (whole_number(field.data) or 0) <= MOST_TIMES:
            raise ValidationError(_("Kirjoita luku väliltä 1–%(most)s.", most=MOST_TIMES))

    def validate_weekdays(self, field: Field) -> None:
        first = self.first_on
        if field.data and first is not None and str(first.weekday()) not in field.data:
            raise ValidationError(
                _("Ensimmäisen päivän viikonpäivä puuttuu. Valitse se tai vaihda päivää.")
            )

    @property
    def pay_cents(self) -> int | None:
        """The pay an hour in cents, or None when it is not given or cannot be read."""
        try:
            return parse_money(self.pay.data) if self.pay.data else None
        except RuleBroken:
            return None

    @property
    def levels(self) -> dict[Scale, int]:
        """The demands that were answered, as level indexes."""
        answers = {scale: self.demand(scale).data for scale in Scale}
        return {scale: int(level) for scale, level in answers.items() if (level or "").isdigit()}

    def demand(self, scale: Scale) -> Field:
        """The field of one demand scale."""
        field: Field = self[f"demand_{scale}"]
        return field

    def recurrence(self, kept: str = "") -> str:
        """The rule of coming back as text; `kept` is a rule that the form cannot show."""
        repeats = self.repeats.data or ONCE
        if repeats in (ONCE, KEPT):
            return kept if repeats == KEPT else ""
        rule = "FREQ=WEEKLY" + (";INTERVAL=2" if repeats == BIWEEKLY else "")
        if self.weekdays.data:
            days = ",".join(_DAY_CODES[int(day)] for day in sorted(self.weekdays.data))
            rule += f";BYDAY={days}"
        return f"{rule};COUNT={int(self.times.data)}" if self.times.data else rule

    def to_draft(self, base: TaskDraft | None = None) -> TaskDraft:
        """The order as the form says it, on top of what it does not ask. Needs a valid form."""
        first_on, starts, ends = (
            self.first_on,
            *(parse_clock(f.data) for f in (self.start_time, self.end_time)),
        )
        if first_on is None or starts is None or ends is None:
            raise ValueError("a draft from a form that is not valid")
        facts: dict[str, Any] = {
            "title": kept_words(stripped(self.title.data)), "place": self.place.data,
            "area": self.area.data, "first_on": first_on, "start_time": starts, "end_time": ends,
        }  # fmt: skip
        if base is None or self.answer_window.hours:
            facts["answer_window_hours"] = self.answer_window.hours or self.answer_window.usual
        fresh = TaskDraft(**facts)
        draft = replace(base, **facts) if base else fresh
        kept = base.recurrence if base else ""
        return self.changed(replace(draft, recurrence=self.recurrence(kept), **self._chosen()))

    def _chosen(self) -> dict[str, Any]:
        return {
            "place_kind": PlaceKind(self.place_kind.data or PlaceKind.SITE),
            "category": Category(self.category.data) if self.category.data else None,
            "skip_holidays": self.holidays.data == SKIP,
            **along_facts(self.along.data, whole_number(self.places.data) or 1),
            "pay_cents_per_hour": self.pay_cents,
            "coach_wanted": CoachWanted(self.coach_wanted.data or CoachWanted.FIRST_SHIFT),
            "engagement_model": EngagementModel(self.engagement_model.data)
            if self.engagement_model.data
            else None,
            "demands": self.levels,
            "passes": tuple(PassKind(kind) for kind in self.passes.data or ()),
        }


for _scale in Scale:
    setattr(TaskForm, f"demand_{_scale}", OneOf(_l(SCALES[_scale]), choices=level_choices(_scale)))


class OrganisationForm(SiteForm):
    """What an organisation is called and known by."""

    name = text_field(_l("Nimi"), 100, needed(_l("Kirjoita organisaation nimi.")))
    business_id = business_id_field()
    address = address_field()
    cost_centre = text_field(_l("Kustannuspaikka"), 40)
    contacts_a_month = OneOf(
        _l("Kuinka usein valmentajat saavat ehdottaa muutoksia?"),
        choices=[
            SelectChoice("", _l("Niin usein kuin on tarpeen")),
            SelectChoice("1", _l("Kerran kuussa")),
            SelectChoice("3", _l("Kolme kertaa kuussa")),
            SelectChoice("8", _l("Kahdeksan kertaa kuussa")),
        ],
        description=_l("Omista tilauksistasi kerromme aina: kuka tulee ja mitkä tunnit odottavat."),
    )


class ReasonForm(SiteForm):
    """Why an order is cancelled."""

    reason = area_field(_l("Miksi perut tilauksen?"), 300)

    def validate_reason(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(_("Kirjoita lyhyt syy. Kerromme sen tekijöille."))


class PauseForm(SiteForm):
    """Until when an order rests; without a day until somebody lets it go on."""

    day = text_field(_l("Päivä"), 2)
    month = text_field(_l("Kuukausi"), 2)
    year = text_field(_l("Vuosi"), 4)

    def validate_day(self, _field: Field) -> None:
        told = (self.day.data, self.month.data, self.year.data)
        if any(told) and self.until_on is None:
            raise ValidationError(_("Kirjoita päivä numeroina, esimerkiksi 25 11 2026."))

    @property
    def until_on(self) -> date | None:
        """The day that the three fields name, or None."""
        return day_of(self.day.data, self.month.data, self.year.data)


def details_of(draft: TaskDraft, version: int) -> dict[str, Any]:
    """What fills the form of late changes."""
    told = {name: shown_words(getattr(draft, name)) for name in DETAILS}
    return told | {"way_in": draft.way_in or "", "version": version}


def values_of(draft: TaskDraft, *, version: int = 0) -> dict[str, Any]:
    """What fills the form of an order from a draft."""
    pay = draft.pay_cents_per_hour
    return details_of(draft, version) | repeats_of(draft.recurrence) | {
        "title": shown_words(draft.title), "place": draft.place, "area": draft.area,
        "place_kind": draft.place_kind,
        "day": str(draft.first_on.day), "month": str(draft.first_on.month),
        "year": str(draft.first_on.year), "start_time": clock_text(draft.start_time),
        "end_time": clock_text(draft.end_time), "category": draft.category,
        "holidays": SKIP if draft.skip_holidays or not draft.recurrence else WORK,
        "answer_window": str(draft.answer_window_hours),
        "places": str(draft.places), "pay": "" if pay is None else _money_text(pay),
        "coach_wanted": draft.coach_wanted, "engagement_model": draft.engagement_model or "",
        "passes": [str(kind) for kind in draft.passes], "along": along_of(draft),
        **{f"demand_{scale}": str(level) for scale, level in draft.demands.items()},
    }  # fmt: skip


def _money_text(cents: int) -> str:
    return plain_money(cents).replace(".", ",")


def repeats_of(text: str) -> dict[str, Any]:
    """What fills the fields of coming back; a rule they cannot show is kept as it is."""
    if not text:
        return {"repeats": ONCE}
    try:
        rule = parse_rule(text)
    except RuleBroken:
        return {"repeats": KEPT}
    if not _showable(rule):
        return {"repeats": KEPT}
    return {
        "repeats": WEEKLY if rule.interval == 1 else BIWEEKLY,
        "weekdays": [str(day) for day in sorted(rule.weekdays)],
        "times": str(rule.count) if rule.count else "",
    }


def _showable(rule: Recurrence) -> bool:
    weekly = rule.frequency is Frequency.WEEKLY and rule.interval in (1, 2)
    return weekly and rule.until_on is None and all(nth == 0 for nth, _day in rule.by_day)


def repeat_choices() -> list[tuple[str, str]]:
    """How often work may come back, as value and word."""
    return [(str(one.value), str(one.label)) for one in _REPEATS if one.value != KEPT]


def without_kept(form: TaskForm, text: str) -> None:
    """Take "as before" off the choices when the fields can say everything."""
    if repeats_of(text)["repeats"] != KEPT:
        form.repeats.choices = [one for one in _REPEATS if one.value != KEPT]


# At which field a broken rule is shown; any other stands above the form.
_FIELD_OF = {
    "title_missing": "title",
    "place_missing": "place",
    "places_out_of_bounds": "places",
    "pay_below_zero": "pay",
    "times_equal": "end_time",
    "missing_local_time": "start_time",
    "recurrence_misses_first_day": "weekdays",
    "no_future_shifts": "day",
    "new_time_past": "day",
    "last_day_early": "day",
    "other_week": "day",
    "day_fixed": "day",
    "days_cross": "day",
    "day_too_long": "end_time",
    "night_work": "start_time",
    "edited_alone": "scope",
    "cancelled_alone": "scope",
}


def blame(form: SiteForm, error: ExpectedError) -> None:
    """Show a broken rule at the field it is about, else above the form."""
    name = _FIELD_OF.get(error.code, "")
    if name in form:
        form.blame(form[name], error)
    else:
        form.form_errors.append(sentence(error))
