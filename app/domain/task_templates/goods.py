"""Templates of work with things and papers: packing, offices, shops."""

from __future__ import annotations

from app.domain.steps import Step
from app.domain.task_templates.parts import (
    ASK,
    BOX_ON_SHELF,
    GLOVES,
    INDOOR_SHOES,
    MODEL,
    NOTHING,
    READY,
    RUBBISH_OUT,
    VEST,
    WASH,
    WEATHER_CLOTHES,
    WORK_CLOTHES,
    TaskTemplate,
    asks,
)
from app.domain.vocabulary import Category
from app.domain.words import N_

PACKING = (
    TaskTemplate(
        key="bagging", category=Category.PACKING, picture="packing",
        title=N_("Pussitus ja pakkaus"),
        description=N_("Teet samaa työtä pöydän ääressä. Malli on näkyvillä koko ajan."),
        steps=(
            WASH,
            Step(N_("Laske tavarat."), "count"),
            Step(N_("Pakkaa tavarat laatikkoon."), "packing"),
            Step(N_("Liimaa lappu laatikkoon."), "label"),
            BOX_ON_SHELF,
        ),
        minutes=120, bring=NOTHING, demands=asks(lifting="light", people="few"),
    ),
    TaskTemplate(
        key="gift-bags", category=Category.PACKING, picture="thanks",
        title=N_("Lahjapussien kokoaminen"),
        description=N_("Kokoat lahjapusseja mallin mukaan."),
        steps=(
            MODEL,
            Step(N_("Laita tavarat pussiin."), "packing"),
            Step(N_("Laske, että kaikki on mukana."), "count"),
            Step(N_("Kiinnitä lappu pussiin."), "label"),
            Step(N_("Laita pussi laatikkoon."), "carry"),
        ),
        minutes=90, bring=NOTHING, demands=asks(people="few"),
    ),
    TaskTemplate(
        key="parts", category=Category.PACKING, picture="count",
        title=N_("Osien lajittelu"),
        description=N_("Lajittelet pieniä osia laatikoihin."),
        steps=(
            MODEL,
            Step(N_("Lajittele osat laatikoihin."), "packing"),
            Step(N_("Laske osat."), "count"),
            ASK,
            BOX_ON_SHELF,
        ),
        minutes=120, bring=NOTHING, demands=asks(lifting="light", people="few"),
    ),
    TaskTemplate(
        key="recycling", category=Category.PACKING, picture="carry",
        title=N_("Tavaroiden kierrätys"),
        description=N_("Erotat ehjät tavarat rikkinäisistä."),
        steps=(
            GLOVES,
            Step(N_("Katso, onko tavara ehjä."), "look_around"),
            Step(N_("Pyyhi tavarat puhtaiksi."), "wipe"),
            Step(N_("Laita ehjät tavarat koriin."), "carry"),
            Step(N_("Laita rikkinäiset laatikkoon."), "packing"),
            READY,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="some", standing="some", noise="some", people="few"),
    ),
)  # fmt: skip

OFFICE = (
    TaskTemplate(
        key="copying", category=Category.OFFICE, picture="copy",
        title=N_("Tulostus ja kopiointi"),
        description=N_("Tulostat papereita ja laitat ne nippuihin."),
        steps=(
            Step(N_("Avaa tietokone."), "screen"),
            Step(N_("Tulosta tai kopioi."), "copy"),
            Step(N_("Järjestä paperit."), "office"),
            Step(N_("Niittaa paperit yhteen."), "tools"),
            ASK,
        ),
        minutes=60, bring=NOTHING, demands=asks(standing="some", reading="some"),
    ),
    TaskTemplate(
        key="archive", category=Category.OFFICE, picture="office",
        title=N_("Arkiston järjestely"),
        description=N_("Järjestät papereita numeroiden mukaan ja skannaat ne."),
        steps=(
            Step(N_("Hae paperit laatikosta."), "carry"),
            Step(N_("Laita numerot järjestykseen."), "count"),
            Step(N_("Skannaa paperit."), "copy"),
            Step(N_("Laita paperit kansioon."), "office"),
            ASK,
        ),
        minutes=120, bring=NOTHING,
        demands=asks(lifting="light", standing="some", reading="some"),
    ),
    TaskTemplate(
        key="letters", category=Category.OFFICE, picture="label",
        title=N_("Kirjeiden postitus"),
        description=N_("Taitat kirjeet ja laitat ne kuoriin."),
        steps=(
            Step(N_("Taita kirje."), "office"),
            Step(N_("Laita kirje kuoreen."), "packing"),
            Step(N_("Liimaa osoite kuoreen."), "label"),
            Step(N_("Laske kuoret."), "count"),
            Step(N_("Vie kuoret laatikkoon."), "carry"),
        ),
        minutes=90, bring=NOTHING, demands=asks(people="few", reading="some"),
    ),
    TaskTemplate(
        key="numbers", category=Category.OFFICE, picture="screen",
        title=N_("Numeroiden kirjaaminen"),
        description=N_("Kirjoitat numeroita paperista tietokoneelle."),
        steps=(
            Step(N_("Avaa tietokone."), "screen"),
            Step(N_("Lue numero paperista."), "look_around"),
            Step(N_("Kirjoita numero koneelle."), "screen"),
            Step(N_("Katso, onko numero oikein."), "count"),
            READY,
        ),
        minutes=120, bring=NOTHING, demands=asks(reading="much"),
    ),
)  # fmt: skip

SHOP = (
    TaskTemplate(
        key="shelves", category=Category.SHOP, picture="shop",
        title=N_("Hyllyjen täyttö"),
        description=N_("Täytät hyllyjä. Asiakkaita voi palvella, mutta ei ole pakko."),
        steps=(
            WORK_CLOTHES,
            Step(N_("Hae tavarat varastosta."), "carry"),
            Step(N_("Laita tavarat hyllyyn."), "shop"),
            Step(N_("Tarkista hintalaput."), "label"),
            Step(N_("Vie pahvit roskiin."), "rubbish"),
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(
            lifting="some", standing="much", noise="some", pace="brisk", people="many",
            reading="some",
        ),
    ),
    TaskTemplate(
        key="trolleys", category=Category.SHOP, picture="outdoors",
        title=N_("Ostoskärryjen haku"),
        description=N_("Haet ostoskärryt pihalta ja viet ne paikoilleen."),
        steps=(
            VEST,
            Step(N_("Etsi kärryt pihalta."), "look_around"),
            Step(N_("Varo autoja ja ihmisiä."), "people"),
            Step(N_("Työnnä kärryt jonoon."), "shop"),
            Step(N_("Pyyhi kärryt puhtaiksi."), "wipe"),
        ),
        minutes=120, bring=WEATHER_CLOTHES,
        demands=asks(
            lifting="some", standing="much", noise="some", people="many", outdoors="much"
        ),
    ),
    TaskTemplate(
        key="price-labels", category=Category.SHOP, picture="label",
        title=N_("Hintalappujen vaihto"),
        description=N_("Vaihdat hintalaput hyllyn reunaan."),
        steps=(
            WORK_CLOTHES,
            Step(N_("Ota uudet hintalaput."), "label"),
            Step(N_("Etsi tavara hyllystä."), "look_around"),
            Step(N_("Vaihda lappu uuteen."), "label"),
            ASK,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(standing="much", noise="some", people="many", reading="much"),
    ),
    TaskTemplate(
        key="bottles", category=Category.SHOP, picture="packing",
        title=N_("Pullojen lajittelu"),
        description=N_("Lajittelet tyhjiä pulloja ja tölkkejä laatikoihin."),
        steps=(
            GLOVES,
            Step(N_("Lajittele pullot ja tölkit."), "packing"),
            Step(N_("Vie täysi laatikko varastoon."), "carry"),
            Step(N_("Pyyhi lattia ja pinnat."), "wipe"),
            RUBBISH_OUT,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="some", standing="much", noise="some", people="few"),
    ),
)  # fmt: skip
