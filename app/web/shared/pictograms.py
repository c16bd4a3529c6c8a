"""Which OpenMoji picture stands for which word.

The same picture means the same thing on every page, and a picture never stands without its word.
`dev.py` reads PICTOGRAMS as a literal and copies just these files; a file of the same name in
`instance/pictograms/` takes its place.
"""

from __future__ import annotations

PICTOGRAMS = {
    # What kind of work (domain.vocabulary.Category)
    "elderly_assist": "1F475",
    "cleaning": "1F9F9",
    "kitchen": "1F373",
    "property": "1F9F0",
    "packing": "1F4E6",
    "office": "1F4CE",
    "shop": "1F6D2",
    "textile": "1F455",
    "event": "1F3AA",
    "garden": "1F33B",
    # What the work asks for (domain.vocabulary.Scale)
    "lifting": "1F3CB",
    "standing": "1F9CD",
    "stairs": "1FA9C",
    "noise": "1F4E2",
    "pace": "23F1",
    "people": "1F465",
    "reading": "1F4D6",
    "outdoors": "1F333",
    # The facts of an offer
    "what": "1F4BC",
    "where": "1F4CD",
    "when": "1F4C5",
    "money": "1F4B6",
    "who": "1F9D1-200D-1F91D-200D-1F9D1",
    "bring": "1F392",
    "why": "1F4A1",
    "why_not": "1F6A7",
    # Answers: three hands, none with a colour of warning
    "yes": "1F44D",
    "no": "270B",
    "ask": "1F64B",
    "done": "2705",
    "undo": "21A9",
    "dont_know": "1F914",
    "thanks": "1F490",
    "waiting": "23F3",
    # How it went
    "good": "1F600",
    "fine": "1F642",
    "too_hard": "1F615",
    # Getting there
    "door": "1F6AA",
    "bus_stop": "1F68F",
    "tram": "1F68A",
    "walk": "1F6B6",
    "arrived": "1F3C1",
    "going_home": "1F3E1",
    "cannot_come": "1F645",
    # Moving about on the site
    "home": "1F3E0",
    "back": "2B05",
    "read_aloud": "1F508",
    "help": "1F6DF",
    "phone": "1F4DE",
    "message": "2709",
    "settings": "2699",
    "calendar": "1F5D3",
    "privacy": "1F510",
    "seen_by": "1F440",
    "sign_out": "1F44B",
    "key": "1F511",
    "card": "1FAAA",
    "no_page": "1F9ED",
    "broken": "1F527",
    "stop": "1F6D1",
    # What to take along, what the day is like
    "coffee": "2615",
    "lunch": "1F96A",
    "weather_clothes": "1F9E5",
    "indoor_shoes": "1F45F",
    "gloves": "1F9E4",
    "water": "1F4A7",
    "pass": "1F4DC",
    "team": "1F64C",
    "coach": "1F9D1-200D-1F3EB",
    "plan": "1F4CB",
    "news": "1F514",
    # Clock faces
    "clock_1": "1F550",
    "clock_2": "1F551",
    "clock_3": "1F552",
    "clock_4": "1F553",
    "clock_5": "1F554",
    "clock_6": "1F555",
    "clock_7": "1F556",
    "clock_8": "1F557",
    "clock_9": "1F558",
    "clock_10": "1F559",
    "clock_11": "1F55A",
    "clock_12": "1F55B",
    # Animals of the login cards
    "cat": "1F408",
    "dog": "1F415",
    "bear": "1F43B",
    "fox": "1F98A",
    "owl": "1F989",
    "rabbit": "1F407",
    "fish": "1F41F",
    "horse": "1F40E",
    "hedgehog": "1F994",
    "swan": "1F9A2",
    "bee": "1F41D",
    "butterfly": "1F98B",
    "squirrel": "1F43F",
    "frog": "1F438",
    "sheep": "1F411",
    "seal": "1F9AD",
}

ANIMALS = (
    "cat",
    "dog",
    "bear",
    "fox",
    "owl",
    "rabbit",
    "fish",
    "horse",
    "hedgehog",
    "swan",
    "bee",
    "butterfly",
    "squirrel",
    "frog",
    "sheep",
    "seal",
)

# Colours of login cards and of the band at the top of a page: `tone-…` in app.css.
TONES = ("fog", "engel", "copper", "suomenlinna", "metro", "silver")


def clock_picture(hour: int) -> str:
    """The key of the clock face that shows this hour (0-23)."""
    return f"clock_{(hour - 1) % 12 + 1}"
