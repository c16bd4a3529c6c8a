"""Templates of work beside people: elderly people's company, kitchens, events.

Passes: the Food Act 297/2021 section 19 asks for a hygiene passport of whoever handles unpacked
perishable food; the Supervision Act 741/2023 section 28 for a criminal-record extract of whoever
works with elderly people. From when on they are needed is told by `domain/passes.py`.
"""

from __future__ import annotations

from app.domain.steps import Step
from app.domain.task_templates.parts import (
    APRON,
    CHAT,
    CLOTHES_GIVEN,
    DISHES_AWAY,
    GOOD_SHOES,
    HELLO,
    INDOOR_SHOES,
    NOTHING,
    SET_COFFEE,
    WASH,
    WEATHER_CLOTHES,
    WIPE_TABLES,
    TaskTemplate,
    asks,
)
from app.domain.vocabulary import Category, PassKind
from app.domain.words import N_

ELDERLY_ASSIST = (
    TaskTemplate(
        key="outdoor-company", category=Category.ELDERLY_ASSIST, picture="elderly_assist",
        title=N_("Ulkoiluapu asukkaille"),
        description=N_("Kävelet asukkaan kanssa ulkona ja juttelet. Hoitotyötä ei ole."),
        steps=(
            HELLO,
            Step(N_("Hae asukas huoneesta."), "door"),
            Step(N_("Auta takki päälle."), "clothes_on"),
            Step(N_("Kävelkää yhdessä ulkona."), "walk"),
            CHAT,
            Step(N_("Saata asukas takaisin."), "elderly_assist"),
        ),
        minutes=120, bring=WEATHER_CLOTHES, passes=(PassKind.CRIMINAL_RECORD,),
        demands=asks(standing="some", people="few", outdoors="much"),
    ),
    TaskTemplate(
        key="coffee-company", category=Category.ELDERLY_ASSIST, picture="coffee",
        title=N_("Seuraa ja kahvitusta"),
        description=N_("Katat kahvipöydän ja juttelet asukkaiden kanssa."),
        steps=(
            HELLO,
            WASH,
            SET_COFFEE,
            Step(N_("Kaada kahvia asukkaille."), "coffee"),
            CHAT,
            DISHES_AWAY,
        ),
        minutes=120, bring=INDOOR_SHOES, passes=(PassKind.CRIMINAL_RECORD,),
        demands=asks(standing="some", people="many"),
    ),
    TaskTemplate(
        key="reading-aloud", category=Category.ELDERLY_ASSIST, picture="reading",
        title=N_("Lehden lukeminen asukkaille"),
        description=N_("Luet lehteä ääneen pienelle ryhmälle."),
        steps=(
            HELLO,
            Step(N_("Kysy, mitä asukkaat haluavat kuulla."), "ask"),
            Step(N_("Lue uutinen ääneen."), "talk"),
            CHAT,
            Step(N_("Vie lehti paikalleen."), "office"),
        ),
        minutes=60, bring=INDOOR_SHOES, passes=(PassKind.CRIMINAL_RECORD,),
        demands=asks(people="few", reading="much"),
    ),
    TaskTemplate(
        key="shopping-help", category=Category.ELDERLY_ASSIST, picture="shop",
        title=N_("Kauppa-apu asukkaalle"),
        description=N_("Käyt asukkaan kanssa kaupassa ja kannat ostokset."),
        steps=(
            HELLO,
            Step(N_("Kysy, mitä asukas tarvitsee."), "ask"),
            Step(N_("Kävelkää yhdessä kauppaan."), "walk"),
            Step(N_("Hae ostokset hyllystä."), "shop"),
            Step(N_("Kanna ostokset kotiin."), "carry"),
        ),
        minutes=90, bring=GOOD_SHOES, passes=(PassKind.CRIMINAL_RECORD,),
        demands=asks(
            lifting="light", standing="much", noise="some", people="many", reading="some",
            outdoors="some",
        ),
    ),
    TaskTemplate(
        key="phone-company", category=Category.ELDERLY_ASSIST, picture="phone",
        title=N_("Puhelimen opettelu yhdessä"),
        description=N_("Autat asukasta käyttämään puhelinta tai tablettia."),
        steps=(
            HELLO,
            Step(N_("Kysy, mitä asukas haluaa oppia."), "ask"),
            Step(N_("Näytä yksi asia kerrallaan."), "phone"),
            Step(N_("Anna asukkaan kokeilla itse."), "look_around"),
            Step(N_("Kiitä asukasta lopuksi."), "thanks"),
        ),
        minutes=60, bring=INDOOR_SHOES, passes=(PassKind.CRIMINAL_RECORD,),
        demands=asks(people="few", reading="some"),
    ),
)  # fmt: skip

KITCHEN = (
    TaskTemplate(
        key="dishes", category=Category.KITCHEN, picture="dishes",
        title=N_("Tiskaus lounasaikaan"),
        description=N_("Peset astioita koneella. Saat oman työpisteen ja työparin."),
        steps=(
            WASH,
            APRON,
            Step(N_("Huuhtele astiat vedellä."), "water"),
            Step(N_("Laita astiat koneeseen."), "dishes"),
            Step(N_("Vie puhtaat astiat hyllyyn."), "carry"),
            WIPE_TABLES,
        ),
        minutes=180, bring=CLOTHES_GIVEN,
        demands=asks(lifting="light", standing="much", noise="some", pace="brisk", people="few"),
    ),
    TaskTemplate(
        key="dining-room", category=Category.KITCHEN, picture="table",
        title=N_("Ruokasalin pöydät"),
        description=N_("Katat pöydät ja viet likaiset astiat keittiöön."),
        steps=(
            WASH,
            APRON,
            Step(N_("Kata pöydät."), "table"),
            DISHES_AWAY,
            WIPE_TABLES,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="light", standing="much", noise="some", people="many"),
    ),
    TaskTemplate(
        key="vegetables", category=Category.KITCHEN, picture="food",
        title=N_("Kasvisten kuoriminen"),
        description=N_("Peset ja kuorit kasviksia keittiön pöydän ääressä."),
        steps=(
            WASH,
            APRON,
            Step(N_("Pese kasvikset vedellä."), "water"),
            Step(N_("Kuori kasvikset."), "food"),
            Step(N_("Pilko kasvikset mallin mukaan."), "kitchen"),
            Step(N_("Laita kuoret roskiin."), "rubbish"),
        ),
        minutes=120, bring=CLOTHES_GIVEN, passes=(PassKind.HYGIENE,),
        demands=asks(standing="some", noise="some", people="few"),
    ),
    TaskTemplate(
        key="breakfast", category=Category.KITCHEN, picture="kitchen",
        title=N_("Aamupalan laittaminen"),
        description=N_("Laitat leivät ja juomat pöytään ja keität kahvin."),
        steps=(
            WASH,
            APRON,
            Step(N_("Hae ruoat kylmiöstä."), "carry"),
            Step(N_("Laita leivät tarjottimelle."), "food"),
            Step(N_("Keitä kahvi."), "coffee"),
            WIPE_TABLES,
        ),
        minutes=120, bring=CLOTHES_GIVEN, passes=(PassKind.HYGIENE,),
        demands=asks(lifting="light", standing="much", people="few"),
    ),
)  # fmt: skip

EVENT = (
    TaskTemplate(
        key="chairs", category=Category.EVENT, picture="table",
        title=N_("Salin tuolien järjestely"),
        description=N_("Laitat tuolit riveihin ja viet ne lopuksi takaisin."),
        steps=(
            Step(N_("Kysy, mihin tuolit tulevat."), "ask"),
            Step(N_("Hae tuolit varastosta."), "carry"),
            Step(N_("Laita tuolit riveihin."), "table"),
            Step(N_("Katso, että rivit ovat suorat."), "look_around"),
            Step(N_("Vie tuolit lopuksi takaisin."), "carry"),
        ),
        minutes=120, bring=NOTHING,
        demands=asks(lifting="some", standing="some", people="few"),
    ),
    TaskTemplate(
        key="guests", category=Category.EVENT, picture="event",
        title=N_("Vieraiden ohjaus"),
        description=N_("Otat vieraat vastaan ja näytät tien saliin."),
        steps=(
            HELLO,
            Step(N_("Ota vieraat vastaan ovella."), "door"),
            Step(N_("Anna ohjelma vieraalle."), "office"),
            Step(N_("Näytä tie saliin."), "walk"),
            Step(N_("Kiitä, kun vieraat lähtevät."), "thanks"),
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(standing="much", noise="some", people="many", reading="some"),
    ),
    TaskTemplate(
        key="cloakroom", category=Category.EVENT, picture="key",
        title=N_("Narikan hoito"),
        description=N_("Otat takkeja vastaan ja annat numerolapun."),
        steps=(
            HELLO,
            Step(N_("Ota takki vastaan."), "clothes_on"),
            Step(N_("Anna numerolappu vieraalle."), "label"),
            Step(N_("Ripusta takki oman numeron kohdalle."), "count"),
            Step(N_("Anna takki takaisin lopuksi."), "door"),
        ),
        minutes=180, bring=INDOOR_SHOES,
        demands=asks(
            lifting="light", standing="much", noise="some", pace="brisk", people="many",
            reading="some",
        ),
    ),
    TaskTemplate(
        key="coffee-table", category=Category.EVENT, picture="coffee",
        title=N_("Kahvin tarjoaminen"),
        description=N_("Keität kahvia ja katat pöydän vieraille."),
        steps=(
            WASH,
            Step(N_("Keitä kahvi."), "coffee"),
            SET_COFFEE,
            Step(N_("Tarjoa kahvia."), "coffee"),
            DISHES_AWAY,
            WIPE_TABLES,
        ),
        minutes=120, bring=INDOOR_SHOES,
        demands=asks(lifting="light", standing="much", noise="some", people="many"),
    ),
)  # fmt: skip
