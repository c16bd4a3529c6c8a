"""The 25 rules of trust 7 for a client's page that is open: those that a script can judge.

`judge` finds fault by the number of a rule; what was judged stands in a table after the run.
Rule 12 is axe's (color-contrast-enhanced); forms of words are judged where Voikko is.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.domain.easy_language import faults_of, is_vague_button, words_of
from tests.e2e.crawl import kind_of
from tests.voikko import find_voikko

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Page

DATA = Path(__file__).resolve().parents[1] / "data"
SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
MOST_CARDS = 5
MOST_CONTROLS, MOST_WORDS, MOST_WORDS_OF_LIST, MOST_LETTERS_OF_LINE = 7, 90, 150, 60
# The same told in another language takes so many more words (articles, prepositions); measured
# over the catalogues, three words and longer.
MORE_WORDS = {"fi-selko": 1.0, "fi": 1.0, "sv": 1.24, "en": 1.42}
LEAST_TARGET, LEAST_GAP, LEAST_TEXT, LEAST_LINE = 48, 8, 18, 1.5
FINNISH = {"fi", "fi-selko"}
RUNNING = {"P", "LI", "DD"}
BAR = ("Etusivu", "Takaisin", "Lue ääneen", "Apua")
# Words that would tell a neighbour on the bus why somebody is a client.
TELLING = ("eläke", "tuki", "kela", "vamma", "sosiaali", "kuntou", "diagno", "asiakas")
# Rule -> where it is shown when no script sees it on a single page.
ELSEWHERE = {
    17: "journeys and the walk", 20: "tests of sign-in and drafts",
    22: "tests/web/client/test_easy_language.py", 24: "offers and shifts only",
}  # fmt: skip
RULES = range(1, 26)

Faults = dict[int, list[str]]
# What this process has judged: kind of page -> rule -> faults.
JUDGED: dict[str, Faults] = {}


def judge(page: Page, language: str) -> Faults:
    """The faults of each rule that was judged; an empty list where the page keeps it.

    The words themselves are judged only where the page is in Finnish.
    """
    seen: dict[str, Any] = {"language": language, **page.evaluate(SCRIPT)}
    found: Faults = defaultdict(list)
    for rule in (_size, _layout, _targets, _pictures, _frame, _answers):
        for number, fault in rule(seen):
            found[number] += [fault] if fault else []
    if language in FINNISH:
        for number, fault in _words(seen):
            found[number] += [fault] if fault else []
    return found


def _size(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    # A week is a list of its seven days.
    is_list = seen["cards"] or any(part in seen["path"] for part in ("/log", "/week"))
    most = MOST_WORDS_OF_LIST if is_list else MOST_WORDS
    yield 1, f"{seen['h1']} h1" if seen["h1"] != 1 else ""
    yield 1, f"{seen['mains']} main buttons" if seen["mains"] > 1 else ""
    # The sixteen pictures of a card are one question, as the digits of a PIN are (trust 6.4).
    controls = [one for one in seen["controls"] if one != "picture"]
    yield 1, f"{len(controls)} controls: {controls}" if len(controls) > MOST_CONTROLS else ""
    wordy = seen["words"] > most * MORE_WORDS[seen["language"]]
    yield 2, f"{seen['words']} words" if wordy else ""
    # The seven days of a week belong together.
    many = seen["cards"] > MOST_CARDS and seen["path"] != "/client/times"
    yield 2, f"{seen['cards']} cards" if many else ""
    yield 19, f"must be filled in: {seen['required']}" if seen["required"] else ""


def _words(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for number in (3, 4, 5, 6, 8, 9, 11):
        yield number, ""
    for text in seen["texts"]:
        for fault in faults_of(text["text"], find_voikko()):
            # A fact is no sentence, and a place keeps its name.
            is_fact = text["fact"] and fault.code in {"many_commas", "long_word"}
            is_name = fault.code == "long_word" and fault.about.casefold() in words_of_places()
            if not is_fact and not is_name:
                yield fault.rule, f"{fault.code}: {fault.about!r}"
    vague = [one["name"] for one in seen["pressed"] if is_vague_button(one["name"])]
    yield 7, f"does not say what happens: {vague}" if vague else ""


@cache
def words_of_places() -> frozenset[str]:
    """The words in the names of the places of the imported files; those nobody can put easier."""
    with (DATA / "tasks.csv").open(encoding="utf-8", newline="") as file:
        names = " ".join(row["place"] for row in csv.DictReader(file))
    return frozenset(word.casefold() for word in words_of(names))


def _layout(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield 10, ""
    yield 11, ""
    for text in seen["texts"]:
        say = repr(text["text"][:50])
        if text["longest"] > MOST_LETTERS_OF_LINE:
            yield 10, f"a line of {text['longest']} letters in {say}"
        # The word of a face stands under its picture, in the middle.
        aligned = text["tag"] == "BUTTON" or text["align"] in {"start", "left"}
        if not aligned or text["hyphens"] == "auto":
            yield 10, f"{text['align']} or hyphens in {say}"
        if text["tag"] in RUNNING and text["height"] < LEAST_LINE - 0.01:
            yield 10, f"line height {text['height']:.2f} in {say}"
        if text["size"] < LEAST_TEXT:
            yield 11, f"{text['size']} px in {say}"
        if text["italic"] or text["capitals"]:
            yield 11, f"italics or capitals in {say}"
    running = [text for text in seen["texts"] if text["tag"] in RUNNING]
    bold = sum(text["words"] for text in running if text["bold"])
    too_bold = bold > 2 and bold > 0.1 * sum(text["words"] for text in seen["texts"])
    yield 11, f"{bold} words in bold" if too_bold else ""


def _targets(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield 13, ""
    boxes = seen["targets"]
    for one in boxes:
        if one["width"] < LEAST_TARGET - 0.5 or one["height"] < LEAST_TARGET - 0.5:
            yield 13, f"{one['name']!r} is {one['width']:.0f} x {one['height']:.0f} px"
    for at, one in enumerate(boxes):
        for other in boxes[at + 1 :]:
            # The bar stays in place while the page is scrolled behind it.
            if one["bar"] == other["bar"] and _too_near(one, other):
                yield 13, f"{one['name']!r} and {other['name']!r} are near each other"


def _too_near(one: dict[str, Any], other: dict[str, Any]) -> bool:
    across = max(one["x"], other["x"]) - min(one["x"] + one["width"], other["x"] + other["width"])
    down = max(one["y"], other["y"]) - min(one["y"] + one["height"], other["y"] + other["height"])
    overlap = across < 0 and down < 0
    return not overlap and max(across, down) < LEAST_GAP - 0.6


def _pictures(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    silent = [one["name"] for one in seen["pressed"] if not one["words"]]
    plain = [one["name"] for one in seen["pressed"] if not one["picture"]]
    yield 14, f"no words: {silent}" if silent else ""
    yield 14, f"no picture: {plain}" if plain else ""
    yield 14, f"{seen['bare']} pictures without words" if seen["bare"] else ""


def _frame(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    yield 15, f"the bar has {len(seen['bar'])} places" if len(seen["bar"]) != len(BAR) else ""
    yield 15, f"the bar is {seen['barBottom']} px off" if abs(seen["barBottom"] or 0) > 1 else ""
    yield 16, "nobody to call" if not seen["phones"] else ""
    yield 21, f"{seen['moving']} things move by themselves" if seen["moving"] else ""
    yield 23, "no read aloud" if not seen["reader"] else ""
    telling = [word for word in TELLING if word in seen["title"].casefold()]
    yield 25, f"the title tells {telling}" if telling else ""
    yield 25, "no privacy page" if not seen["privacy"] else ""
    yield 25, "no settings" if not seen["settings"] else ""
    silent = [one for one in seen["outside"] if "palvelusta" not in one]
    yield 25, f"leads outside without a word: {silent}" if silent else ""


def _answers(seen: dict[str, Any]) -> Iterator[tuple[int, str]]:
    for group in seen["groups"]:
        looks = {(round(one["width"]), one["colours"]) for one in group}
        heights = [one["height"] for one in group]
        yield 18, f"answers differ: {group}" if len(looks) > 1 else ""
        yield 18, f"heights {heights}" if max(heights) > 1.6 * min(heights) else ""
    if {"Mitä", "Milloin", "Missä"} & set(seen["facts"]) and "/offers/" in seen["path"]:
        missing = {"Mitä", "Milloin", "Missä"} - set(seen["facts"])
        yield 24, f"not told: {sorted(missing)}" if missing else ""


def note(address: str, found: Faults) -> None:
    """Keep what was judged of a page, with what is known of others of its kind."""
    _add(JUDGED.setdefault(kind_of(address), {}), found)


def forget(address: str, *rules: int) -> None:
    """Take back what was judged of these rules on a page."""
    for rule in rules:
        JUDGED.get(kind_of(address), {}).pop(rule, None)


def _add(known: Faults, found: Faults) -> None:
    for rule, faults in found.items():
        known[rule] = known.get(rule, []) + faults


def faults_in(judged: dict[str, Faults]) -> list[str]:
    """Every fault, a line each, said once."""
    return [
        f"{page} rule {rule}: {fault}"
        for page, found in sorted(judged.items())
        for rule, faults in sorted(found.items())
        for fault in dict.fromkeys(faults)
    ]


def merge(told: Iterable[dict[str, dict[str, list[str]]]]) -> dict[str, Faults]:
    """What several tests, which may have run in other processes, have judged."""
    judged: dict[str, Faults] = {}
    for pages in told:
        for page, found in pages.items():
            _add(judged.setdefault(page, {}), {int(rule): some for rule, some in found.items()})
    return judged


def table(judged: dict[str, Faults]) -> list[str]:
    """A line for each page: "." kept, "x" broken, "-" not for a script on this page."""
    lines = [" " * 34 + " ".join(f"{rule:2}" for rule in RULES)]
    for page in sorted(judged):
        marks = [_mark(judged[page], rule) for rule in RULES]
        lines.append(f"{page[:33]:34}" + " ".join(f"{mark:>2}" for mark in marks))
    shown = "; ".join(f"{rule}: {where}" for rule, where in ELSEWHERE.items())
    return [*lines, f"Besides: {shown}"]


def _mark(faults: Faults, rule: int) -> str:
    if rule not in faults:
        return "-"
    return "x" if faults[rule] else "."
