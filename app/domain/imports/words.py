"""What is said of a file: one sentence per fault, with what would be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # The file as a whole.
    "file_empty": N_("Tiedosto on tyhjä. Ensimmäisellä rivillä pitää olla sarakkeiden nimet."),
    "file_is_spreadsheet": N_(
        "Tämä on taulukko-ohjelman tiedosto. Tallenna se CSV-muotoon ja tuo CSV-tiedosto."
    ),
    "file_is_not_text": N_("Tämä ei ole CSV-tiedosto. Tuo tekstimuotoinen CSV-tiedosto."),
    "file_is_not_table": N_(
        "Tiedostosta ei löydy taulukkoa. Ensimmäisellä rivillä pitää olla sarakkeiden nimet."
    ),
    "text_broken": N_(
        "Rivin %(line)s merkistö on rikki. Tallenna tiedosto UTF-8-muodossa ja tuo se uudelleen."
    ),
    "quotes_broken": N_(
        "Rivillä %(line)s on lainausmerkki, jolla ei ole paria. Korjaa lainausmerkit."
    ),
    "cell_too_long": N_("Rivillä %(line)s on liian pitkä teksti. Tarkista lainausmerkit."),
    "column_twice": N_("Sarake %(column)s on tiedostossa kaksi kertaa. Poista toinen."),
    "columns_missing": N_("Tiedostosta puuttuu sarakkeita: %(columns)s"),
    "file_too_large": N_("Tiedosto on liian suuri. Suurin koko on %(most)s megatavua."),
    # A row.
    "row_long": N_("Rivillä on enemmän soluja kuin sarakkeita. Tarkista erottimet."),
    "row_short": N_("Rivin lopusta puuttuu soluja. Ne luetaan tyhjinä."),
    "key_twice": N_("Sama avain ”%(text)s” on jo rivillä %(other)s. Jätä vain toinen."),
    "column_unknown": N_("Saraketta %(text)s ei tunneta. Se jätetään lukematta."),
    "no_rows": N_("Tiedostossa on sarakkeiden nimet mutta ei yhtään riviä."),
    # A cell.
    "cell_missing": N_("Solu on tyhjä. Tässä pitää olla arvo."),
    "value_unknown": N_("Arvoa ”%(text)s” ei tunneta. Käytä jotakin näistä: %(allowed)s."),
    "text_too_long": N_("Teksti on liian pitkä. Tähän mahtuu %(most)s merkkiä."),
    "number_unreadable": N_("”%(text)s” ei ole luku. Kirjoita esimerkiksi 12."),
    "number_out_of_bounds": N_("Luku %(text)s ei käy. Sen pitää olla %(least)s–%(most)s."),
    "date_unreadable": N_("Päivää ”%(text)s” ei voi lukea. Kirjoita esimerkiksi 2026-12-24."),
    "clock_unreadable": N_("Kellonaikaa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi 09:30."),
    "money_unreadable": N_("Rahasummaa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi 12,10."),
    "mail_unreadable": N_(
        "Sähköpostiosoitetta ”%(text)s” ei voi lukea. Kirjoita esimerkiksi etu.suku@example.org."
    ),
    "phone_unreadable": N_(
        "Puhelinnumeroa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi +358401234567."
    ),
    "weekday_unknown": N_("Viikonpäivää ”%(text)s” ei tunneta. Käytä: ma ti ke to pe la su."),
    "week_times_unreadable": N_(
        "Aikaa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi ma 9-14; ti 9.30-16."
    ),
    "limit_unreadable": N_(
        "Rajaa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi lifting<=light tai jokin näistä: "
        "%(allowed)s."
    ),
    "demand_unreadable": N_(
        "Vaatimusta ”%(text)s” ei voi lukea. Kirjoita esimerkiksi lifting=light;noise=low."
    ),
    "demand_twice": N_("Vaatimus ”%(text)s” on solussa jo kertaalleen. Jätä vain toinen."),
    "scale_unknown": N_("Asteikkoa ”%(text)s” ei tunneta. Käytä jotakin näistä: %(allowed)s."),
    "level_unknown": N_("Tasoa ”%(text)s” ei tunneta. Käytä jotakin näistä: %(allowed)s."),
    "limit_twice": N_("Asteikolla %(text)s on kaksi rajaa. Alempi raja jää voimaan."),
    "wish_and_avoid": N_(
        "”%(text)s” on sekä toiveissa että vältettävissä. Vältettävä jää voimaan."
    ),
    "exception_unreadable": N_(
        "Poikkeusta ”%(text)s” ei voi lukea. Kirjoita esimerkiksi 2026-12-12 no; 2026-12-13 10-14."
    ),
    "exception_twice": N_("Poikkeuksissa ”%(text)s” sama aika alkaa kahdesti. Jätä vain toinen."),
    "session_unreadable": N_(
        "Työtoiminnan aikaa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi 2026-12-01 9-12."
    ),
    "review_too_early": N_(
        "Tarkistuspäivä on ennen ensimmäistä päivää, tai ensimmäinen päivä puuttuu."
    ),
    "absence_backwards": N_("Poissaolo ”%(text)s” loppuu ennen kuin se alkaa."),
    "absence_twice": N_("Kaksi poissaoloa alkaa samana päivänä. Yhdistä ne."),
    "unit_missing": N_("Roolilla %(role)s pitää olla yksikkö. Kirjoita yksikön tunnus."),
    "business_id_wrong": N_("Y-tunnus ”%(text)s” ei ole oikein. Tarkista numerot."),
    "business_id_missing": N_("Y-tunnus puuttuu. Muilla kuin kaupungin yksiköillä on Y-tunnus."),
    "cost_centre_missing": N_("Kustannuspaikka puuttuu. Kaupungin yksiköllä on kustannuspaikka."),
    "contact_email_missing": N_("Yhteyshenkilöllä pitää olla sähköpostiosoite."),
    "recurrence_unreadable": N_(
        "Toistoa ”%(text)s” ei voi lukea. Kirjoita esimerkiksi FREQ=WEEKLY;BYDAY=MO,TH;COUNT=8."
    ),
    "recurrence_misses_first_day": N_(
        "Toistosta ”%(text)s” puuttuu ensimmäisen päivän (%(first_on)s) viikonpäivä. Lisää se."
    ),
    "missing_local_time": N_("Kellonaikaa %(clock)s ei ole päivänä %(day)s: kelloa siirretään."),
    "ends_next_day": N_("Työ loppuu kello %(text)s seuraavana päivänä."),
    "level_out_of_scale": N_("Vaatimuksen tasoa ei tunneta."),
    # What the row means beside what is known already.
    "unit_unknown": N_("Yksikköä ”%(text)s” ei ole. Tuo ensin yksiköt."),
    "coach_unknown": N_("Valmentajaa ”%(text)s” ei ole. Tuo ensin henkilöstö."),
    "worker_unknown": N_("Vastuutyöntekijää ”%(text)s” ei ole. Tuo ensin henkilöstö."),
    "client_unknown": N_("Asiakasta ”%(text)s” ei ole. Tuo ensin asiakkaat."),
    "client_of_other_unit": N_("Asiakas ”%(text)s” on toisessa yksikössä."),
    "client_in_other_team": N_(
        "Asiakas ”%(text)s” on jo toisessa tiimissä. Ota hänet ensin pois sieltä."
    ),
    "team_size_wrong": N_("Tiimissä on %(count)s jäsentä. Niitä pitää olla %(least)s–%(most)s."),
    "organisation_unknown": N_("Tilaajaa ”%(text)s” ei ole. Tuo ensin tilaajat."),
    "business_id_taken": N_("Y-tunnus ”%(text)s” on jo toisella tilaajalla."),
    "email_taken": N_("Sähköpostiosoite ”%(text)s” on jo toisen henkilön käytössä."),
    "role_change_refused": N_(
        "Henkilön roolia ei voi vaihtaa tuonnilla. Pyydä pääkäyttäjää vaihtamaan rooli."
    ),
    "task_closed": N_("Tilaus on jo päättynyt, joten sitä ei voi muuttaa. Tee uusi tilaus."),
    "accepted_shift": N_(
        "Tilauksen vuoroja on tarjottu tai hyväksytty. Muuta se sivustolla, jotta tekijöiltä "
        "kysytään uudelleen."
    ),
    "stops_differ": N_(
        "Paikalla ”%(text)s” on tiedostossa kaksi eri pysäkkiä tai kävelyaikaa. "
        "Kirjoita sen kaikille riveille samat."
    ),
    "past_occurrences": N_("%(count)s kertaa on jo mennyt. Ne tuodaan päättyneinä."),
    "all_occurrences_past": N_("Kaikki kerrat ovat jo menneet. Tilaus tuodaan päättyneenä."),
    "waits_category_missing": N_("Tilaus odottaa tarkistusta: työn laji puuttuu."),
    "waits_pay_missing": N_("Tilaus odottaa tarkistusta: palkka puuttuu."),
    "waits_floor_unknown": N_(
        "Tilaus odottaa tarkistusta: alinta palkkaa ei tiedetä, joten koordinaattori vahvistaa."
    ),
    "waits_pay_under_floor": N_("Tilaus odottaa tarkistusta: palkka on alle alimman palkan."),
    "waits_day_too_long": N_("Tilaus odottaa tarkistusta: työpäivä on liian pitkä."),
    "waits_night_work": N_("Tilaus odottaa tarkistusta: työ on yöllä."),
    "waits_hard_text": N_("Tilaus odottaa tarkistusta: jokin teksti on vaikea lukea."),
    "organisation_changed": N_("Tilauksen tilaajaa ei voi vaihtaa."),
}
# What else comes of a file; told of the file as a whole, so that no row tells of one person.
EFFECTS: Mapping[str, str] = {
    "offers_taken_back": N_("Avoimia tarjouksia, jotka vedetään takaisin: %(count)s."),
    "agreed_shifts": N_("Sovittuja vuoroja, joista valmentaja saa hälytyksen: %(count)s."),
}
FALLBACK = N_("Riviä ei voi lukea (%(code)s).")
# What the command line says around the sentences.
COMMANDS: Mapping[str, str] = {
    "place_cell": N_("rivi %(line)s, sarake %(column)s"),
    "place_row": N_("rivi %(line)s"),
    "warning": N_("Huomaa: "),
    "more": N_("… ja vielä %(count)s muuta."),
    "refused": N_("Mitään ei tuotu. Virheitä oli %(count)s."),
    "done": N_(
        "Uusia %(created)s, muuttuneita %(changed)s, ennallaan %(unchanged)s, "
        "huomautuksia %(warnings)s."
    ),
    "dry_run": N_(
        "Kokeilu, mitään ei tallennettu. Uusia olisi %(created)s, muuttuneita %(changed)s, "
        "ennallaan %(unchanged)s, huomautuksia %(warnings)s."
    ),
    "file_unreadable": N_("Tiedostoa %(file)s ei voi avata."),
    "exported": N_("%(count)s riviä kirjoitettiin tiedostoon %(file)s."),
}


def text_of(code: str) -> str:
    """The sentence of a code, before its facts are filled in."""
    return SENTENCES.get(code, FALLBACK)


def words_of(code: str, facts: Mapping[str, Any]) -> dict[str, object]:
    """The facts as a sentence takes them."""
    return {"code": code, **{name: str(value) for name, value in facts.items()}}


def sentence(code: str, facts: Mapping[str, Any]) -> str:
    """The whole sentence in Finnish, for the command line."""
    return text_of(code) % words_of(code, facts)
