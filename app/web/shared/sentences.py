"""The sentence for each code of an expected error; a client may meet any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import gettext

from app.domain.words import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.domain.errors import ExpectedError

SENTENCES: Mapping[str, str] = {
    "not_on_site_now": N_("Tätä voi painaa vain vuoron aikana. Soita, jos tarvitset apua."),
    "nobody_expected": N_("Vuorolla ei ole ketään, jota odotettaisiin. Soita meille."),
    "trouble_unknown": N_("Valitse listalta."),
    "said_how_missing": N_("Valitse vielä, miten asiakas sanoi sen."),
    "late_unknown": N_("Valitse, paljonko myöhässä hän tuli. Aika ei voi olla vasta edessä."),
    "public_place_missing": N_("Kirjoita, mikä paikka avoimella sivulla kerrotaan."),
    "money_unreadable": N_("Kirjoita summa euroina, esimerkiksi 48 tai 48,50."),
    "rule_unknown": N_("Tällaista sääntöä ei ole."),
    "rule_value_unreadable": N_("Kirjoita arvo numeroina, esimerkiksi 990,90."),
    "rule_source_missing": N_("Kerro, mistä arvo on luettu."),
    "rule_dated_already": N_(
        "Säännöllä on jo arvo, joka alkaa tänä päivänä. Valitse toinen päivä."
    ),
    "rule_own_check": N_("Et voi vahvistaa arvoa, jonka itse kirjasit. Pyydä toista."),
    "letter_faulty": N_("Teksti ei enää sovi viestiin. Muokkaa sitä ennen kuin tallennat."),
    "letter_changed": N_("Joku toinen tallensi tekstin juuri äsken. Katso teksti uudelleen."),
    "rule_in_force": N_("Tätä arvoa ei voi poistaa. Kirjaa sen sijaan uusi arvo."),
    "cadence_reason": N_("Kirjoita syy lyhyesti."),
    "cadence_pace": N_("Tätä vaihetta ei voi harventaa eikä tihentää. Sen voi jättää pois."),
    "cadence_pause_day": N_("Valitse tauolle viimeinen päivä vuoden sisältä."),
    "cadence_paused": N_("Suunnitelma on jo tauolla."),
    "cadence_running": N_("Suunnitelma ei ole tauolla."),
    "cadence_job_day": N_("Tarkista työn laji ja päivä."),
    "cadence_no_job": N_("Tämä suunnitelma kulkee vuorojen mukana, sillä ei ole loppupäivää."),
    "cadence_day": N_("Valitse päivä ja vaihtoehto uudestaan."),
    "due_settled": N_("Yhteydenotto on jo merkitty. Peru merkintä, jos se oli väärä."),
    "due_moved_back": N_("Valitse päivä, joka on tänään tai myöhemmin."),
    "due_moved_too_far": N_("Valitse päivä, joka on enintään %(days)s päivän päässä."),
    "cadence_days_backwards": N_("Viimeinen päivä on ennen ensimmäistä."),
    "cadence_rhythm": N_("Tarkista, kuinka usein ja monta kertaa vaihe toistuu."),
    "agreement_missing": N_(
        "Työsopimus puuttuu vielä. Soita valmentajalle. Et ole tehnyt mitään väärin."
    ),
    "agreement_made_already": N_("Viite on jo kirjattu. Päätä ensin entinen."),
    "agreement_not_needed": N_("Tähän työhön ei tarvita viitettä."),
    "reference_missing": N_("Kirjoita viite, jolla palkanmaksaja tuntee tekijän."),
    "reference_too_long": N_("Viitteessä saa olla enintään %(most)s merkkiä."),
    "reference_identity_code": N_("Henkilötunnusta ei tallenneta. Kysy palkanmaksajalta viite."),
    "allowance_amount": N_("Tarkista summa ja päivät."),
    "wrong_sign_in": N_("Sähköposti tai salasana on väärin. Tarkista ja yritä uudelleen."),
    "wrong_code": N_("Koodi on väärin tai jo käytetty. Odota uusi koodi ja yritä uudelleen."),
    "step_over": N_("Kirjautuminen kesti liian kauan. Aloita alusta."),
    "unknown_card": N_("Tämä kortti ei toimi. Pyydä valmentajalta uusi kortti."),
    "card_locked": N_("Kortti on lukossa. Valmentaja avaa sen sinulle."),
    "wrong_pin": N_("Se ei ollut oikein. Yritä rauhassa uudelleen."),
    "pin_needed": N_("Tarvitsemme vielä tunnuslukusi."),
    "pairing_over": N_("Tämä koodi ei enää toimi. Pyydä valmentajalta uusi koodi."),
    "passkey_over": N_("Aikaa kului liikaa. Yritä uudelleen."),
    "passkey_unknown": N_("Tämä puhelimen lukko ei avaa sivuja. Pyydä apua valmentajalta."),
    "passkey_refused": N_("Puhelimen lukko ei auennut. Yritä uudelleen tai käytä korttia."),
    "passkey_own_phone": N_("Tee tämä omalla puhelimella tai valmentajan kanssa."),
    "no_passkey": N_("Puhelimen lukko ei ole käytössä."),
    "link_over": N_("Tämä linkki ei enää toimi. Saat uuden, kun painat nappia."),
    "password_short": N_("Salasanassa pitää olla vähintään %(shortest)s merkkiä."),
    "password_long": N_("Salasanassa saa olla enintään %(longest)s merkkiä."),
    "password_common": N_("Tämä salasana on liian helppo arvata. Keksi toinen."),
    "pin_form": N_("Tunnusluvussa on 4–6 numeroa."),
    "pin_common": N_("Tämä tunnusluku on liian helppo arvata. Valitse toinen."),
    "pin_pictures": N_("Valitse %(count)s kuvaa."),
    "no_card": N_("Asiakkaalla ei ole voimassa olevaa korttia."),
    "email_taken": N_("Tällä sähköpostilla on jo toinen käyttäjä."),
    "feedback_empty": N_("Kirjoita ensin palaute."),
    "no_next_shift": N_("Sinulla ei ole tulossa vuoroja."),
    "missing": N_("Tätä sivua ei ole. Se on voinut siirtyä."),
    "not_allowed": N_("Sinulla ei ole oikeutta tähän. Kysy omalta työntekijältäsi."),
    "illegal_move": N_("Tämä ei onnistu enää. Tilanne on muuttunut."),
    "already_offered": N_("Tätä vuoroa on jo tarjottu tälle henkilölle."),
    "overlapping_shift": N_("Sinulla on jo toinen työ samaan aikaan."),
    "coach_double_booked": N_("Valmentajalla on jo toinen käynti samaan aikaan."),
    "shift_filled": N_("Joku toinen ehti ottaa tämän työn. Etsimme sinulle toisen."),
    "business_id_wrong": N_("Y-tunnus ei ole oikein. Tarkista numerot."),
    "learner_needs_two": N_("Oppijalle tarvitaan kaksi paikkaa. Muuta tekijöiden määrä."),
    "business_id_missing": N_("Kirjoita ensin Y-tunnus."),
    "organisation_name_missing": N_("Kirjoita organisaation nimi."),
    "place_taken": N_("Joku toinen ehti ottaa paikan."),
    "business_id_taken": N_("Tällä Y-tunnuksella on jo tilaaja."),
    "organisation_refused": N_(
        "Emme voi nyt ottaa tilauksia organisaatioltasi. Soita meille, niin katsotaan asia yhdessä."
    ),
    "too_many": N_("Yritit monta kertaa. Odota hetki ja yritä uudelleen."),
    "check_in_too_early": N_("Olet ajoissa! Voit aloittaa 15 minuuttia ennen vuoroa."),
    "check_in_too_late": N_("Vuoro on jo ohi. Kerro valmentajalle, että olit töissä."),
    "wrong_site_code": N_("Koodi on väärä. Katso koodi työpaikan lapusta."),
    "absence_reason_unknown": N_("Valitse syy listasta."),
    "shift_over": N_("Tämä vuoro on jo ohi."),
    "shift_not_begun": N_("Vuoro ei ole vielä alkanut."),
    "phone_unknown": N_("Meillä ei ole puhelinnumeroasi. Soita meille. Numero on tällä sivulla."),
    "onward_told_anew": N_("Työpaikka on kertonut uuden toiveen. Kirjaa siihen, miten kävi."),
    "shift_not_done": N_("Voit vastata, kun vuoro on tehty."),
    "hours_agreed": N_("Tunnit ovat jo valmiit. Kysy apua valmentajalta."),
    "hours_changed": N_("Joku muutti tunteja juuri äsken. Katso tunnit uudelleen."),
    "correcting_over": N_("Tunteja ei voi enää korjata. Ota yhteyttä Jobcenteriin."),
    "hours_final": N_("Hyväksymistä ei voi enää perua. Ota yhteyttä Jobcenteriin."),
    "minutes_out_of_bounds": N_("Tarkista minuutit. Vuoro kestää enintään vuorokauden."),
    "reason_too_long": N_("Syy on liian pitkä. Kirjoita lyhyemmin."),
    "reason_missing": N_("Kirjoita ensin syy."),
    "nothing_to_export": N_(
        "Siirrettäviä tunteja ei ole. Sovitut tunnit voi siirtää, kun niitä ei voi enää perua."
    ),
    "link_expired": N_("Linkki ei enää toimi. Tunnit on jo sovittu tai linkin aika on ohi."),
    "note_without_client": N_("Valitse ensin asiakas."),
    "support_minutes": N_("Tukikäynti kestää 1–600 minuuttia."),
    "support_stage": N_("Kirjoita päivä ja minuutit kokonaislukuna 0–120."),
    "nobody_and_somebody": N_("Valitse joku työpaikalta tai ”Ei vielä kukaan”, älä molempia."),
    "hours_not_agreed": N_("Hyväksy ensin tunnit. Sen jälkeen voit kiittää."),
    "words_newer": N_("Tämä on jo kirjoitettu. Katso uusin teksti ensin."),
    "handover_days": N_("Tarkista päivät. Siirto alkaa aikaisintaan tänään."),
    "handover_nobody": N_("Valitse ainakin yksi asiakas ja se, kuka ottaa hänet vastaan."),
    "pass_ended": N_("Päivä on jo ohi. Merkitse passi, joka on voimassa."),
    "opening_reason": N_("Kirjoita, miksi tietoja tarvitaan nyt."),
    "password_wrong": N_("Salasana on väärin. Tarkista ja yritä uudelleen."),
    "words_missing": N_("Kirjoita ensin omin sanoin."),
    "goals_enough": N_("Sinulla on jo kolme tavoitetta. Voit lisätä uuden, kun yksi on valmis."),
    "text_too_long": N_("Teksti on liian pitkä. Kirjoita lyhyemmin."),
    "note_in_future": N_("Käynti ei voi olla tulevaisuudessa. Tarkista aika."),
    "note_already_sent": N_("Tämä kirjaus on jo tallessa."),
    "draft_saved_twice": N_("Luonnos on auki kahdessa paikassa. Tallenna uudelleen."),
    "already_answered": N_("Vastauksesi on jo tallessa. Kiitos!"),
    "client_not_on_shift": N_("Asiakas ei ole tällä vuorolla."),
    "coach_not_at_work": N_("Vuoro ei ole valmentajan työajalla."),
    "coach_absent": N_("Valmentaja on silloin poissa."),
    "away_known": N_("Poissaolo tästä päivästä alkaen on jo kirjattu."),
    "away_days_odd": N_("Valitse päivät tästä päivästä eteenpäin, enintään 60 päivää."),
    "replan_changed": N_("Tilanne muuttui sillä välin. Katso uusi ehdotus."),
    "presence_over": N_("Tähän ei voi enää vastata. Soita valmentajalle."),
    "coach_week_full": N_("Valmentajan viikko on jo täynnä."),
    "no_phone": N_("Emme tiedä numeroasi. Pyydä apua valmentajalta."),
    "offer_over": N_("Vastausaika on ohi. Kysy valmentajalta, voitko vielä tulla."),
    "offer_withdrawn": N_("Tätä työtä ei enää tarjota. Etsimme sinulle toisen."),
    "offer_changed": N_("Tarjous muuttui juuri äsken. Katso tarjous uudelleen."),
    "offer_confirmed": N_("Työ on jo vahvistettu. Jos asiakas ei pääse, merkitse este."),
    "shift_started": N_("Tämä työ on jo alkanut."),
    "bulk_undo_too_late": N_("Tätä ei voi enää perua. Viestit ovat jo lähdössä."),
    "filter_name_missing": N_("Kirjoita rajaukselle nimi."),
    "filters_full": N_("Rajauksia on jo %(most)s. Poista ensin jokin niistä."),
    "contact_in_future": N_("Valitse päivä, joka on jo ollut."),
    "contact_too_old": N_("Valitse päivä, josta on enintään %(days)s päivää."),
    "contact_stays": N_("Tätä ei voi enää poistaa. Voit korjata tekstin."),
    "note_changed": N_("Kirjaus muuttui juuri äsken. Katso uudelleen."),
    "note_reason_missing": N_("Kerro lyhyesti, miksi kirjaus perutaan."),
    "wish_without_client": N_("Valitse ensin, kenen toivetta tämä seuraa."),
    "employer_name_missing": N_("Kirjoita työpaikan nimi."),
    "employer_known": N_("Tämä työpaikka on jo listalla."),
    "employer_changed": N_("Joku toinen muutti tätä juuri äsken. Katso uudelleen."),
    "visit_in_past": N_("Valitse päivä, joka on vielä edessä."),
    "promise_missing": N_("Kirjoita, mitä lupasitte."),
    "promise_in_past": N_("Valitse lupaukselle päivä, joka on vielä edessä."),
    "idea_missing": N_("Kirjoita, mitä työ olisi."),
    "idea_known": N_("Sama idea on jo listalla."),
    "undo_too_late": N_("Vastausta ei voi enää perua. Soita valmentajalle."),
    "no_time_for_the_way": N_("Sinulla on toinen työ liian lähellä. Et ehdi matkalla."),
    "rest_too_short": N_("Töiden väliin jää liian vähän lepoa. Puhu valmentajan kanssa."),
    "weekly_rest_too_short": N_("Viikkoon jää liian vähän lepoa. Puhu valmentajan kanssa."),
    "day_too_long": N_("Päivään tulee liikaa työtä. Lyhennä aikaa."),
    "week_too_long": N_("Viikossa voi olla työtä enintään 40 tuntia."),
    "reason_needed": N_("Tarjous on vastoin asiakkaan omaa rajaa. Kirjoita, miksi silti tarjoat."),
    "team_alone": N_(
        "Asiakas lähtee vain yhdessä tiiminsä kanssa. Tarjoa kaikille, tai kirjoita, miksi tarjoat "
        "vain hänelle."
    ),
    "cannot_be_offered": N_("Tätä vuoroa ei voi tarjota kaikille valituille. Katso syy listasta."),
    "nobody_chosen": N_("Valitse ensin ainakin yksi asiakas."),
    "different_tasks": N_("Valitse vuoroja yhdestä tilauksesta kerrallaan."),
    "task_not_open": N_("Tilaus ei ole auki, joten sitä ei voi tarjota."),
    "nothing_to_ask": N_("Tässä ei ole yhtä omaa rajaa, josta asiakkaalta voisi kysyä."),
    "question_over": N_("Tämä työ ei ole enää vapaana. Sinun ei tarvitse vastata."),
    "nothing_changed": N_("Valitse jotain muuta kuin nyt."),
    "times_odd": N_("Tarkista kellonajat. Vuoro kestää 30 minuutista 10 tuntiin."),
    "contacts_full": N_(
        "Tilaaja haluaa enintään %(most)s yhteydenottoa kuussa, ja ne on jo käytetty. "
        "Kysy koordinaattorilta tai kokeile ensi kuussa."
    ),
    "pause_over": N_("Valitse päivä, joka on vielä edessä."),
    "change_asked": N_("Tästä vuorosta on jo kysytty. Odota tilaajan vastausta."),
    "change_too_late": N_("Vuoroa ei voi enää muuttaa: se on alkanut tai sitä on jo tarjottu."),
    "coach_wanted_already": N_("Valmentajalta on jo kysytty."),
    "plan_running": N_("Tätä viikkoa suunnitellaan jo. Katso hetken päästä."),
    "plan_ended": N_("Suunnitelma on jo käsitelty. Tee tarvittaessa uusi."),
    "no_units": N_("Yksiköitä ei ole vielä. Tuo ne ensin tiedostosta."),
    "week_over": N_("Viikko on jo ohi. Valitse tuleva viikko."),
    "task_closed": N_("Tilaus on jo päättynyt. Voit tilata uudelleen."),
    "already_taken_in": N_("Tiedosto on jo tuotu."),
    "time_over": N_("Tätä kertaa ei voi enää muuttaa: se on alkanut tai peruttu."),
    "times_wait": N_("Aikoja voi muuttaa vain avoimesta tilauksesta. Jatka ensin etsimistä."),
    "terms_wait": N_(
        "Palkkaa, paikkaa ja vaatimuksia voi muuttaa näin vain, kun tilaus on auki tai tauolla."
    ),
    "place_same": N_(
        "Paikka on sama kuin ennen. Muuta paikka, tai korjaa ovi ja tauko kohdassa Muokkaa."
    ),
    "pay_lower_unknown": N_(
        "Tälle työlle ei ole tiedossa palkan alarajaa. Jos palkka laskee, soita meille, niin "
        "tarkistamme sen yhdessä."
    ),
    "new_time_past": N_("Uusi aika on jo mennyt. Valitse aika, joka on vielä tulossa."),
    "cancelled_alone": N_(
        "Tämä kerta on muutettu erikseen. Peru se yksin, ja muut kerrat niiden kohdalta."
    ),
    "last_day_early": N_("Viimeinen päivä on ennen uuden rytmin ensimmäistä kertaa."),
    "no_rhythm": N_("Tämä kerta on yksittäinen päivä. Vaihda rytmi jonkin muun kerran kohdalta."),
    "edited_alone": N_(
        "Tämä kerta on muutettu erikseen. Muuta se yksin, ja muut kerrat niiden kohdalta."
    ),
    "other_week": N_(
        "Monta kertaa voi siirtää vain saman viikon toiselle päivälle. "
        "Yhden kerran voit siirtää mihin päivään vain."
    ),
    "day_fixed": N_("Näin toistuvan työn päivän voi vaihtaa vain kerta kerrallaan."),
    "days_cross": N_(
        "Samalla viikolla on toinen kerta välissä tai samana päivänä. Valitse toinen päivä."
    ),
    "shift_begun": N_("Työvuoro on jo alkanut, eikä sitä voi enää perua."),
    "changed_meanwhile": N_("Joku muutti tilausta juuri äsken. Katso tilaus uudelleen."),
    "open_task_fixed": N_("Avoimesta tilauksesta voi muuttaa vain ohjeita ja yhteystietoja."),
    "organisation_missing": N_("Valitse ensin tilaaja."),
    "title_missing": N_("Kirjoita, mitä työtä tarvitaan."),
    "place_missing": N_("Kirjoita, missä työ tehdään."),
    "times_equal": N_("Työ ei voi alkaa ja loppua samaan aikaan."),
    "places_out_of_bounds": N_("Tekijöitä voi olla 1–%(most)s."),
    "pay_below_zero": N_("Palkka ei voi olla alle nollan."),
    "level_unknown": N_("Tarkista työn vaatimukset."),
    "answer_window_out_of_bounds": N_("Vastausaika on %(least)s–%(most)s tuntia."),
    "missing_local_time": N_("Tätä kellonaikaa ei ole, koska kello siirtyy kesäaikaan."),
    "recurrence_unreadable": N_("Toistoa ei voi lukea. Valitse se uudelleen."),
    "recurrence_misses_first_day": N_("Ensimmäinen päivä ei ole toiston viikonpäivä."),
    "category_missing": N_("Valitse ensin, millaista työtä tilaus on."),
    "pay_missing": N_("Tilauksesta puuttuu palkka."),
    "pay_under_floor": N_("Palkka on alle työehtosopimuksen vähimmäispalkan."),
    "organisation_unverified": N_("Tarkista ensin organisaatio, joka tilaa."),
    "last_admin": N_("Organisaatiolla pitää olla pääkäyttäjä. Tee ensin toisesta pääkäyttäjä."),
    "hard_text": N_("Jokin teksti on vaikea lukea. Pyydä helpompi tai vahvista se nimelläsi."),
    "floor_unknown": N_("Vähimmäispalkkaa ei tiedetä. Vahvista palkka omalla nimelläsi."),
    "too_many_steps": N_("Vaiheita voi olla enintään %(most)s."),
    "step_too_long": N_("Vaihe on liian pitkä. Jaa se kahteen."),
    "picture_unknown": N_("Valitse kuva listasta."),
    "walk_out_of_bounds": N_("Kävelyaika on 1–%(most)s minuuttia."),
    "night_work": N_("Työ on yöllä. Sellaista työtä emme välitä."),
    "no_future_shifts": N_("Tilauksen päivät ovat jo menneet. Vaihda päivä."),
}
FALLBACK = N_("Tämä ei onnistu nyt. Tilanne on voinut muuttua. Katso sivu uudelleen.")


def sentence(error: ExpectedError) -> str:
    """What to tell the person who met this error."""
    return str(gettext(SENTENCES.get(error.code, FALLBACK), **error.facts))
