"""Invented names, places and kinds of work from which the demo is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.task_templates import TEMPLATES, TaskTemplate

FIRST_NAMES = (
    "Aino", "Aleksi", "Anna", "Antti", "Arja", "Daniel", "Eero", "Eila", "Elina", "Emma", "Erkki",
    "Eva", "Fatima", "Hanna", "Harri", "Heikki", "Helena", "Henrik", "Iida", "Ilkka", "Inkeri",
    "Irina", "Jaana", "Jari", "Joonas", "Jukka", "Kaarina", "Kari", "Kirsi", "Laura", "Lauri",
    "Leena", "Liisa", "Maija", "Mari", "Marko", "Markus", "Matti", "Mika", "Minna", "Mohamed",
    "Niko", "Nina", "Olli", "Oskar", "Outi", "Paula", "Pekka", "Petra", "Pirjo", "Raija", "Reijo",
    "Riitta", "Sami", "Sanna", "Seppo", "Siiri", "Sofia", "Susanna", "Tarja", "Timo", "Tuula",
    "Ulla", "Veera", "Ville", "Yusuf",
)  # fmt: skip
LAST_NAMES = (
    "Aalto", "Ahonen", "Alanen", "Andersson", "Forsman", "Granlund", "Hakala", "Hassan",
    "Heikkilä", "Heinonen", "Hiltunen", "Hämäläinen", "Jokinen", "Järvinen", "Kallio", "Karhu",
    "Karlsson", "Kinnunen", "Koivisto", "Korhonen", "Koskinen", "Laaksonen", "Lahtinen", "Laine",
    "Lehtonen", "Leppänen", "Lindström", "Mattila", "Miettinen", "Mustonen", "Mäkelä", "Mäkinen",
    "Nieminen", "Nurmi", "Nyman", "Ojala", "Pelkonen", "Peltola", "Petrov", "Rantanen", "Räsänen",
    "Saarinen", "Salminen", "Salonen", "Savolainen", "Seppälä", "Sjöberg", "Toivonen", "Turunen",
    "Tuominen", "Vainio", "Virtanen", "Väisänen", "Åberg", "Öhman",
)  # fmt: skip
# Parts of Helsinki with a point near their main stop.
AREAS = (
    ("Kallio", 60.1841, 24.9497), ("Itäkeskus", 60.2101, 25.0797), ("Malmi", 60.2511, 25.0107),
    ("Kannelmäki", 60.2396, 24.8773), ("Pitäjänmäki", 60.2226, 24.8609),
    ("Vuosaari", 60.2074, 25.1422), ("Pasila", 60.1989, 24.9337), ("Lauttasaari", 60.1597, 24.8779),
    ("Herttoniemi", 60.1949, 25.0311), ("Oulunkylä", 60.2293, 24.9677), ("Töölö", 60.1797, 24.9253),
    ("Munkkiniemi", 60.1976, 24.8752), ("Arabia", 60.2078, 24.9781), ("Haaga", 60.2197, 24.8957),
    ("Roihuvuori", 60.1984, 25.0507), ("Viikki", 60.2263, 25.0146), ("Kontula", 60.2359, 25.0840),
    ("Maunula", 60.2299, 24.9319), ("Laajasalo", 60.1717, 25.0470), ("Pukinmäki", 60.2425, 24.9935),
)  # fmt: skip
# Towns for the populations bigger than a city, with their share of a thousand people.
TOWNS = (
    ("Helsinki", 60.1709, 24.9410, 240), ("Tampere", 61.4981, 23.7610, 110),
    ("Turku", 60.4518, 22.2666, 90), ("Oulu", 65.0121, 25.4651, 90),
    ("Vantaa", 60.2941, 25.0400, 80), ("Espoo", 60.2055, 24.6559, 80),
    ("Jyväskylä", 62.2426, 25.7473, 60),
    ("Kuopio", 62.8924, 27.6770, 55), ("Lahti", 60.9827, 25.6612, 50),
    ("Pori", 61.4851, 21.7974, 35), ("Joensuu", 62.6010, 29.7636, 30),
    ("Vaasa", 63.0960, 21.6158, 30), ("Rovaniemi", 66.5039, 25.7294, 25),
    ("Kotka", 60.4664, 26.9458, 25),
)  # fmt: skip
UNIT_NAMES = (
    ("Kallion työtoiminta", "rehabilitative"), ("Itäkeskuksen työtoiminta", "disability"),
    ("Malmin työtoiminta", "rehabilitative"), ("Kannelmäen työtoiminta", "disability"),
    ("Pitäjänmäen työtoiminta", "disability"), ("Vuosaaren työtoiminta", "purchased"),
)  # fmt: skip
ORGANISATION_KINDS = (
    ("Palvelutalo", "city_unit"), ("Kiinteistöpalvelu", "company"), ("Kahvila", "company"),
    ("Päiväkoti", "city_unit"), ("Asukastalo", "association"), ("Tukku", "company"),
    ("Seurakunta", "parish"), ("Kierrätyskeskus", "foundation"), ("Kirjasto", "city_unit"),
    ("Taimisto", "company"),
)  # fmt: skip
STRENGTHS = (
    "Olen tarkka ja rauhallinen.", "Viihdyn ulkona.", "Tulen toimeen kaikkien kanssa.",
    "Opin, kun joku näyttää.", "Tulen aina ajoissa.", "Muistan numerot hyvin.",
    "Jaksan kantaa ja nostaa.", "Minulla on hyvä käsi pienille osille.",
)  # fmt: skip


@dataclass(frozen=True)
class Work:
    """A work of the library with what it pays in the demo. Unit: cents per hour."""

    template: TaskTemplate
    pay: int


_PAY = {
    "outdoor-company": 1240, "coffee-company": 1230, "hallways": 1290, "dishes": 1270,
    "raking": 1260, "snow": 1310, "archive": 1250, "shelves": 1280, "bagging": 1220,
    "laundry": 1240, "chairs": 1250, "watering": 1240,
}  # fmt: skip
_LIBRARY = {one.key: one for one in TEMPLATES}
WORKS = tuple(Work(_LIBRARY[key], pay) for key, pay in _PAY.items())
TEAM_NAMES = ("Puutarhapari", "Keittiöpari", "Siivouspari", "Pakkauspari")
