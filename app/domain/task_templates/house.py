"""Templates of work in and around a house: cleaning, clothes, property, gardens."""

from __future__ import annotations

from app.domain.steps import Step
from app.domain.task_templates.parts import (
    BUCKET,
    FETCH_TOOLS,
    GLOVES,
    GOOD_SHOES,
    INDOOR_SHOES,
    MODEL,
    NOTHING,
    PUT_BACK,
    READY,
    RUBBISH_OUT,
    SWEEP,
    VEST,
    WARM_CLOTHES,
    WASH,
    WEATHER_CLOTHES,
    TaskTemplate,
    asks,
)
from app.domain.vocabulary import Category, CoachWanted
from app.domain.words import N_

CLEANING = (
    TaskTemplate(
        key="hallways", category=Category.CLEANING, picture="cleaning",
        title=N_("Käytävien siivous"),
        description=N_("Pyyhit pinnat ja tyhjennät roskat. Työjärjestys on kuvina seinällä."),
        steps=(
            GLOVES,
            BUCKET,
            Step(N_("Pyyhi pöydät ja hyllyt."), "wipe"),
            SWEEP,
            RUBBISH_OUT,
            PUT_BACK,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="light", standing="much", stairs="some"),
    ),
    TaskTemplate(
        key="windows", category=Category.CLEANING, picture="bucket",
        title=N_("Ikkunoiden pesu"),
        description=N_("Peset ikkunat sisältä. Et kiipeä tikkaille."),
        steps=(
            GLOVES,
            BUCKET,
            Step(N_("Pese lasi sienellä."), "wipe"),
            Step(N_("Kuivaa lasi lastalla."), "cleaning"),
            Step(N_("Pyyhi ikkunan reunat."), "wipe"),
            PUT_BACK,
        ),
        minutes=120, bring=INDOOR_SHOES, demands=asks(lifting="light", standing="much"),
    ),
    TaskTemplate(
        key="sofas", category=Category.CLEANING, picture="wipe",
        title=N_("Sohvien ja tuolien puhdistus"),
        description=N_("Imuroit sohvat ja tuolit. Pyyhit tahrat liinalla."),
        steps=(
            GLOVES,
            Step(N_("Imuroi sohvat ja tuolit."), "cleaning"),
            Step(N_("Pyyhi tahrat liinalla."), "wipe"),
            Step(N_("Katso, että kaikki on puhdasta."), "look_around"),
            PUT_BACK,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="some", standing="some", noise="some"),
    ),
    TaskTemplate(
        key="toys", category=Category.CLEANING, picture="wash_hands",
        title=N_("Lelujen pesu"),
        description=N_("Peset päiväkodin lelut vedellä ja kuivaat ne."),
        steps=(
            GLOVES,
            Step(N_("Kerää lelut koriin."), "carry"),
            Step(N_("Pese lelut vedellä."), "water"),
            Step(N_("Kuivaa lelut liinalla."), "wipe"),
            Step(N_("Vie lelut paikoilleen."), "carry"),
        ),
        minutes=90, bring=INDOOR_SHOES, demands=asks(lifting="light", standing="some"),
    ),
)  # fmt: skip

TEXTILE = (
    TaskTemplate(
        key="clothes", category=Category.TEXTILE, picture="textile",
        title=N_("Vaatteiden lajittelu"),
        description=N_("Lajittelet vaatteita ja viikkaat ne hyllyyn."),
        steps=(
            Step(N_("Katso, onko vaate ehjä."), "look_around"),
            Step(N_("Lajittele vaatteet."), "textile"),
            Step(N_("Leikkaa langat ja laput."), "scissors"),
            Step(N_("Viikkaa vaatteet."), "carry"),
            Step(N_("Vie vaatteet hyllyyn."), "shop"),
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="light", standing="some", people="few"),
    ),
    TaskTemplate(
        key="laundry", category=Category.TEXTILE, picture="carry",
        title=N_("Pyykin viikkaus"),
        description=N_("Viikkaat puhtaan pyykin mallin mukaan."),
        steps=(
            WASH,
            Step(N_("Lajittele puhdas pyykki."), "textile"),
            Step(N_("Viikkaa pyykki mallin mukaan."), "carry"),
            Step(N_("Laske pyyhkeet ja lakanat."), "count"),
            Step(N_("Vie pyykki hyllyyn."), "shop"),
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="light", standing="some", noise="some", people="few"),
    ),
    TaskTemplate(
        key="sewing", category=Category.TEXTILE, picture="scissors",
        title=N_("Kassien ompelu"),
        description=N_("Ompelet kankaasta kasseja. Ohjaaja näyttää mallin."),
        steps=(
            MODEL,
            Step(N_("Leikkaa kangas mallin mukaan."), "scissors"),
            Step(N_("Ompele sauma."), "textile"),
            Step(N_("Leikkaa langat."), "scissors"),
            Step(N_("Viikkaa kassi pinoon."), "carry"),
            PUT_BACK,
        ),
        minutes=120, bring=NOTHING, demands=asks(noise="some", people="few"),
    ),
)  # fmt: skip

PROPERTY = (
    TaskTemplate(
        key="small-repairs", category=Category.PROPERTY, picture="tools",
        title=N_("Pienet korjaukset"),
        description=N_("Kiristät ruuveja ja maalaat pieniä pintoja ohjaajan kanssa."),
        steps=(
            GLOVES,
            Step(N_("Hae työkalut."), "tools"),
            Step(N_("Tee työ ohjaajan kanssa."), "people"),
            PUT_BACK,
            READY,
        ),
        minutes=120, bring=GOOD_SHOES, coach_wanted=CoachWanted.ALWAYS,
        demands=asks(lifting="light", standing="some", noise="some", people="few"),
    ),
    TaskTemplate(
        key="snow", category=Category.PROPERTY, picture="property",
        title=N_("Hiekoitus ja lumityöt"),
        description=N_("Hiekoitat polut ja luot lunta. Ohjaaja näyttää reitin."),
        steps=(
            GLOVES,
            Step(N_("Hae lapio ja hiekkaa."), "tools"),
            Step(N_("Katso reitti ohjaajan kanssa."), "people"),
            Step(N_("Luo lumi polulta."), "outdoors"),
            Step(N_("Levitä hiekkaa polulle."), "bucket"),
            PUT_BACK,
        ),
        minutes=120, bring=WARM_CLOTHES,
        demands=asks(
            lifting="some", standing="much", noise="some", people="few", outdoors="much"
        ),
    ),
    TaskTemplate(
        key="waste-room", category=Category.PROPERTY, picture="rubbish",
        title=N_("Roskakatoksen siivous"),
        description=N_("Keräät roskat maasta ja pyyhit astioiden kannet."),
        steps=(
            GLOVES,
            Step(N_("Kerää roskat maasta."), "rubbish"),
            Step(N_("Laita roskat oikeaan astiaan."), "look_around"),
            Step(N_("Pyyhi astioiden kannet."), "wipe"),
            SWEEP,
            PUT_BACK,
        ),
        minutes=90, bring=WEATHER_CLOTHES,
        demands=asks(lifting="light", standing="much", outdoors="much"),
    ),
    TaskTemplate(
        key="furniture", category=Category.PROPERTY, picture="packing",
        title=N_("Tuolien ja hyllyjen kokoaminen"),
        description=N_("Kokoat tuoleja ja hyllyjä ohjeen kuvien mukaan."),
        steps=(
            Step(N_("Avaa paketti."), "packing"),
            Step(N_("Laske osat."), "count"),
            Step(N_("Katso ohjeen kuvat."), "look_around"),
            Step(N_("Kiinnitä osat yhteen."), "tools"),
            Step(N_("Vie pahvit roskiin."), "rubbish"),
        ),
        minutes=120, bring=GOOD_SHOES,
        demands=asks(
            lifting="some", standing="some", noise="some", people="few", reading="some"
        ),
    ),
)  # fmt: skip

GARDEN = (
    TaskTemplate(
        key="raking", category=Category.GARDEN, picture="leaves",
        title=N_("Pihan haravointi"),
        description=N_("Haravoit lehdet ja keräät ne säkkeihin. Välineet ovat valmiina."),
        steps=(
            GLOVES,
            FETCH_TOOLS,
            Step(N_("Haravoi lehdet kasaan."), "leaves"),
            Step(N_("Laita lehdet säkkiin."), "rubbish"),
            Step(N_("Vie säkit paikoilleen."), "carry"),
            PUT_BACK,
        ),
        minutes=120, bring=WEATHER_CLOTHES,
        demands=asks(lifting="some", standing="some", people="few", outdoors="much"),
    ),
    TaskTemplate(
        key="watering", category=Category.GARDEN, picture="water",
        title=N_("Kasvien kastelu"),
        description=N_("Kastelet kasvit ja poistat kuivat lehdet."),
        steps=(
            GLOVES,
            Step(N_("Täytä kannu vedellä."), "bucket"),
            Step(N_("Kastele kukat."), "water"),
            Step(N_("Kerää kuivat lehdet."), "leaves"),
            PUT_BACK,
        ),
        minutes=60, bring=NOTHING,
        demands=asks(lifting="light", standing="some", outdoors="some"),
    ),
    TaskTemplate(
        key="planting", category=Category.GARDEN, picture="garden",
        title=N_("Kukkien istutus"),
        description=N_("Istutat kukkia pihalle ja kastelet ne."),
        steps=(
            GLOVES,
            FETCH_TOOLS,
            Step(N_("Kaiva pieni kuoppa."), "tools"),
            Step(N_("Laita kukka kuoppaan."), "garden"),
            Step(N_("Kastele kukat."), "water"),
            PUT_BACK,
        ),
        minutes=120, bring=WEATHER_CLOTHES,
        demands=asks(lifting="light", standing="some", people="few", outdoors="much"),
    ),
    TaskTemplate(
        key="park", category=Category.GARDEN, picture="outdoors",
        title=N_("Puiston siistiminen"),
        description=N_("Keräät roskia puistosta pihdeillä."),
        steps=(
            GLOVES,
            VEST,
            Step(N_("Ota pihdit ja säkki."), "tools"),
            Step(N_("Kerää roskat maasta."), "rubbish"),
            Step(N_("Vie säkit paikoilleen."), "carry"),
            PUT_BACK,
        ),
        minutes=120, bring=WEATHER_CLOTHES,
        demands=asks(lifting="light", standing="much", people="few", outdoors="much"),
    ),
)  # fmt: skip
