"""The styleguide: every building block of the pages in every state, open in the demo only.

Its samples are for those who make pages, so they stay in Finnish and out of the catalogues.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length, NumberRange

from app.web.shared.pictograms import PICTOGRAMS

bp = Blueprint("styleguide", __name__)

LEVELS = [
    SelectChoice("0", "ei yhtään"),
    SelectChoice("1", "kevyttä"),
    SelectChoice("2", "jonkin verran"),
    SelectChoice("3", "raskasta"),
]
CATEGORIES = [
    SelectChoice("cleaning", "Siivous"),
    SelectChoice("kitchen", "Keittiö"),
    SelectChoice("garden", "Piha ja puutarha"),
]
MOMENTS = [
    SelectChoice("morning", "Aamupäivä"),
    SelectChoice("afternoon", "Iltapäivä"),
    SelectChoice("evening", "Ilta"),
]
SITES = [SelectChoice("", "Valitse paikka"), SelectChoice("1", "Palvelutalo Kotikallio, Kallio")]
COMPANY = [SelectChoice("no", "Ei tarvita"), SelectChoice("yes", "Kyllä")]
NEEDED = "Tämä kohta puuttuu."


class SampleForm(FlaskForm):
    """One field of each kind."""

    title = StringField(
        "Mitä työtä tarvitsette?",
        validators=[DataRequired(NEEDED)],
        description="Esimerkiksi: Astioiden tiskaus ja pöytien pyyhkiminen",
    )
    about = TextAreaField("Kerro työstä lisää", validators=[Length(max=400)])
    places = IntegerField(
        "Montako tekijää?",
        validators=[DataRequired(NEEDED), NumberRange(1, 9, "Kirjoita luku väliltä 1–9.")],
    )
    site = SelectField("Missä?", choices=SITES)
    category = RadioField(
        "Millaista työtä?", choices=CATEGORIES, validators=[DataRequired("Valitse yksi.")]
    )
    lifting = RadioField("Nostaminen", choices=LEVELS, validators=[DataRequired("Valitse yksi.")])
    moments = SelectMultipleField(
        "Milloin sopii?",
        choices=MOMENTS,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    coach = RadioField("Valmentaja mukaan?", choices=COMPANY)
    day = StringField("Päivä")
    month = StringField("Kuukausi")
    year = StringField("Vuosi")
    agreed = BooleanField("Palkka on työehtosopimuksen mukainen")


def sample_page() -> dict[str, Any]:
    """The variables of the styleguide."""
    calm = SampleForm(formdata=None, prefix="calm")
    calm.category.data, calm.lifting.data = "kitchen", "1"
    bad = SampleForm(formdata=None, prefix="bad")
    bad.validate()
    return {"calm": calm, "bad": bad, "pictogram_keys": sorted(PICTOGRAMS)}


@bp.get("/styleguide")
def show() -> str:
    return render_template("public/styleguide.html", **sample_page())
