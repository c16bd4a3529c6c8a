"""The six kinds of files and their columns in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True)
class KindWords:
    """How a kind of file is spoken of: its name, what is in it, and what it needs before it."""

    name: str
    text: str
    before: str = ""
    picture: str = "plan"


KIND_WORDS: Mapping[str, KindWords] = {
    "units": KindWords(
        N_("Yksiköt"), N_("Työtoiminnan yksiköt ja niiden sijainti."), picture="home"
    ),
    "staff": KindWords(
        N_("Henkilöstö"),
        N_("Valmentajat, vastuutyöntekijät ja muut työntekijät."),
        N_("Tuo ensin yksiköt."),
        "coach",
    ),
    "organisations": KindWords(
        N_("Tilaajat"), N_("Yritykset, yhdistykset ja kaupungin yksiköt."), picture="shop"
    ),
    "clients": KindWords(
        N_("Asiakkaat"),
        N_("Asiakkaat, heidän aikansa, toiveensa ja rajansa."),
        N_("Tuo ensin yksiköt ja henkilöstö."),
        "who",
    ),
    "teams": KindWords(
        N_("Tiimit"),
        N_("Asiakkaat, jotka tekevät ja oppivat työtä yhdessä. Tämän tiedoston voi jättää pois."),
        N_("Tuo ensin asiakkaat."),
        "who",
    ),
    "blocked": KindWords(
        N_("Erillään pidettävät"),
        N_("Asiakkaat ja tilaajat, jotka eivät saa kohdata. Tämän tiedoston voi jättää pois."),
        N_("Tuo ensin tilaajat ja asiakkaat."),
        "who",
    ),
    "tasks": KindWords(
        N_("Tilaukset"),
        N_("Tilatut työt. Ne tulevat tarkistettaviksi ennen kuin ne avataan."),
        N_("Tuo ensin tilaajat."),
        "what",
    ),
}

_PLACE = N_("Sijainti asteina, esimerkiksi 60.17971.")
COLUMN_WORDS: Mapping[str, Mapping[str, str]] = {
    "units": {
        "code": N_("Yksikön tunnus. Rivi löydetään tällä."),
        "name": N_("Nimi, jonka henkilöstö näkee."),
        "neutral_name": N_("Nimi, jonka tilaaja näkee."),
        "kind": "disability, rehabilitative, purchased",
        "area": N_("Kaupunginosa."),
        "lat": _PLACE,
        "lon": _PLACE,
        "phone": N_("Puhelin."),
    },
    "staff": {
        "email": N_("Sähköposti. Henkilö löydetään tällä."),
        "first_name": N_("Etunimi."),
        "last_name": N_("Sukunimi."),
        "role": "coach, responsible_worker, unit_manager, dispatcher, administrator …",
        "unit_code": N_("Oman yksikön tunnus. Tyhjä, jos tehtävä on koko kaupungin."),
        "support_hours_per_week": N_("Enintään näin monta tuntia tukea työpaikoilla viikossa."),
        "languages": "fi sv en",
        "phone": N_("Puhelin."),
        "working_hours": N_("Esimerkiksi ma 8-16; ti 8-16. Tyhjä: ma–pe 8–16."),
        "absences": N_("Esimerkiksi 2026-12-23..2026-12-27."),
    },
    "organisations": {
        "org_ref": N_("Tunnus omassa järjestelmässäsi. Rivi löydetään tällä."),
        "business_id": N_("Y-tunnus. Tyhjä kaupungin yksiköllä."),
        "name": N_("Nimi."),
        "kind": "company, association, foundation, parish, city_unit",
        "cost_centre": N_("Kustannuspaikka kaupungin yksiköllä."),
        "contact_first_name": N_("Yhteyshenkilön etunimi."),
        "contact_last_name": N_("Yhteyshenkilön sukunimi."),
        "contact_email": N_("Yhteyshenkilön sähköposti. Hän pääsee tilaamaan."),
        "contact_phone": N_("Yhteyshenkilön puhelin."),
        "language": "fi, sv, en",
    },
    "clients": {
        "client_ref": N_("Asiakasnumero. Asiakas löydetään tällä."),
        "first_name": N_("Etunimi."),
        "last_name": N_("Sukunimi."),
        "unit_code": N_("Oman yksikön tunnus."),
        "coach_email": N_("Valmentajan sähköposti."),
        "responsible_worker_email": N_("Vastuutyöntekijän sähköposti."),
        "language": "fi, fi-selko, sv, en",
        "birth_year": N_("Syntymävuosi."),
        "service_group": "disability, rehabilitative, purchased",
        "stop": N_("Lähin pysäkki. Ei koskaan kotiosoite."),
        "lat": _PLACE,
        "lon": _PLACE,
        "max_travel_minutes": N_("Pisin matka minuutteina."),
        "availability": N_("Vapaat ajat, esimerkiksi ma 9-14; ti 9.30-16. Tyhjä: ei tiedossa."),
        "work_activity_days": N_("Työtoimintapäivät, esimerkiksi ma ke."),
        "max_hours_week": N_("Oma raja tunteina viikossa."),
        "max_hours_month": N_("Oma raja tunteina kuukaudessa."),
        "wishes": "cleaning kitchen property packing office shop textile event garden …",
        "avoid": N_("Samat koodit: työt, joita asiakas ei halua."),
        "strengths": N_("Vahvuudet omin sanoin."),
        "limits": N_("Esimerkiksi lifting<=light no_evenings."),
        "passes": "hygiene_passport occupational_safety_card criminal_record_extract",
        "benefit": (
            "disability_pension, rehabilitation_subsidy, general_support, social_assistance, "
            "unknown"
        ),
        "support_need": "none, first_shifts, weekly, always",
        "non_disclosure": N_("Turvakielto: yes tai no."),
        "phone": N_("Puhelin."),
        "channel": "sms, push, mail, coach",
        "max_earnings_month": N_("Oma raja euroina kuukaudessa."),
        "started_on": N_("Työtoiminta alkoi, esimerkiksi 2026-01-20."),
        "waiting_since": N_("Odottanut työtä tästä päivästä."),
        "availability_exceptions": N_(
            "Saa puuttua: poikkeavat päivät, esimerkiksi 2026-12-12 no; 2026-12-13 10-14."
        ),
        "work_activity_sessions": N_(
            "Saa puuttua: työtoiminnan kellonajat, esimerkiksi 2026-12-01 9-12."
        ),
        "goes_alone": N_("Saa puuttua: asiakas on sanonut menevänsä yksin, yes tai no."),
    },
    "teams": {
        "team_ref": N_("Tiimin tunnus. Rivi löydetään tällä."),
        "unit_code": N_("Oman yksikön tunnus."),
        "name": N_("Nimi, jonka henkilöstö näkee."),
        "members": N_("2–4 asiakasnumeroa, väleissä välilyönti."),
        "coach_email": N_("Valmentajan sähköposti. Tyhjä: jokaisen oma valmentaja."),
        "goes_together": N_("Lähtevät töihin vain yhdessä: yes tai no. Tyhjä: yes."),
    },
    "blocked": {
        "client_ref": N_("Asiakasnumero. Rivi löydetään tällä ja tilaajan tunnuksella."),
        "org_ref": N_("Tilaajan tunnus."),
        "starts_on": N_("Ensimmäinen päivä, esimerkiksi 2026-12-02. Tyhjä: esto poistetaan."),
        "review_on": N_("Päivä, jona asiasta puhutaan uudelleen. Saa olla tyhjä."),
    },
    "tasks": {
        "task_ref": N_("Tilauksen tunnus. Rivi löydetään tällä."),
        "org_ref": N_("Tilaajan tunnus."),
        "title": N_("Mitä työtä."),
        "description": N_("Kuvaus selkeällä kielellä."),
        "category": "elderly_assist, cleaning, kitchen, property, packing, office …",
        "place": N_("Paikan nimi."),
        "lat": _PLACE,
        "lon": _PLACE,
        "door": N_("Mistä ovesta tullaan."),
        "first_date": N_("Ensimmäinen päivä, esimerkiksi 2026-12-02."),
        "start": N_("Alkaa, esimerkiksi 13:00."),
        "end": N_("Loppuu. Jos aika ei ole alkua myöhemmin, työ loppuu seuraavana päivänä."),
        "recurrence": N_("Toisto, esimerkiksi FREQ=WEEKLY;COUNT=8. Tyhjä: kerran."),
        "places": N_("Montako tekijää."),
        "coach_wanted": "no, first_shift, always",
        "demands": N_("Esimerkiksi lifting=light;standing=some."),
        "passes": "hygiene_passport occupational_safety_card criminal_record_extract",
        "pay_eur_per_hour": N_("Palkka euroina tunnissa."),
        "engagement_model": "partner, app, city_employer, direct_hire",
        "answer_window_hours": N_("Vastausaika tunteina."),
        "bring": N_("Mitä otetaan mukaan."),
        "languages": N_("Saa puuttua: kielet, joita työssä tarvitaan."),
        "area": N_("Saa puuttua: kaupunginosa."),
        "contact_name": N_("Saa puuttua: ketä kysytään paikalla."),
        "contact_phone": N_("Saa puuttua: hänen puhelimensa."),
        "skip_holidays": N_("Saa puuttua: jätetäänkö pyhäpäivät väliin, yes tai no."),
        "place_kind": N_("Saa puuttua: site (työpaikka), unit (yksikön tilat) tai remote (etänä)."),
        "way_in": N_("Saa puuttua: step_free (ei portaita), lift (hissi) tai stairs (portaat)."),
        "break_room": N_("Saa puuttua: missä pidetään tauko."),
        "toilet": N_("Saa puuttua: missä vessa on."),
        "clothes": N_("Saa puuttua: millaiset vaatteet."),
        "stop": N_("Saa puuttua: lähin pysäkki. Sama paikan kaikilla riveillä."),
        "walk_minutes": N_("Saa puuttua: kävely pysäkiltä minuutteina, 1–90."),
        "instructor_along": N_("Saa puuttua: lähteekö yksikön ohjaaja mukaan, yes tai no."),
        "learner_welcome": N_(
            "Saa puuttua: voiko yksi tulla oppimaan, yes tai no. Paikkoja on silloin ainakin kaksi."
        ),
    },
}


def columns_of(kind: str) -> Sequence[tuple[str, str]]:
    """Name and meaning of each column, in order; plain text, for some hold a "<"."""
    return tuple((name, str(gettext(meaning))) for name, meaning in COLUMN_WORDS[kind].items())
