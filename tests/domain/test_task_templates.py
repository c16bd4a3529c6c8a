"""The library of ready works: whole, easy, found by what people write, close to what they say."""

from __future__ import annotations

from collections import Counter

import pytest

from app.domain.easy_language import faults_of
from app.domain.steps import FEWEST_STEPS, MOST_STEPS, checked, hard_points
from app.domain.task_templates import TEMPLATES, TEXTS, find_template, ready_steps, search, suggest
from app.domain.task_texts import CLIENT_TEXTS, hard_texts
from app.domain.tasks import TITLE_LENGTH
from app.domain.vocabulary import LEVELS, Category, CoachWanted, PassKind, Scale
from app.web.shared.pictograms import PICTOGRAMS

each = pytest.mark.parametrize("template", TEMPLATES, ids=lambda one: one.key)


def keys(found):
    return [one.key for one in found]


def test_there_are_forty_of_all_kinds_each_once():
    assert len(TEMPLATES) == 40
    assert len({one.key for one in TEMPLATES}) == len({one.title for one in TEMPLATES}) == 40
    kinds = Counter(one.category for one in TEMPLATES)
    assert set(kinds) == set(Category)
    assert all(3 <= count <= 5 for count in kinds.values()), kinds


@each
def test_a_template_makes_a_whole_order(template):
    assert template.picture in PICTOGRAMS
    assert 0 < len(template.title) <= TITLE_LENGTH
    assert template.description.endswith(".")
    assert template.bring
    assert 60 <= template.minutes <= 180
    assert set(template.demands) == set(Scale), "what a work asks for is known of all scales"
    assert all(0 <= level < len(LEVELS[scale]) for scale, level in template.demands.items())
    assert template.coach_wanted is not CoachWanted.NO


@each
def test_its_steps_can_be_kept_and_are_easy(template):
    assert FEWEST_STEPS + 2 <= len(template.steps) <= MOST_STEPS - 2
    assert checked(template.steps) == template.steps
    assert [step.words for step in template.steps if hard_points(step.words)] == []


@each
def test_its_texts_are_easy_without_knowing_forms(template):
    assert [str(fault) for text in template.texts for fault in faults_of(text)] == []
    said = {name: getattr(template, name, "") for name in CLIENT_TEXTS}
    assert hard_texts(said) == ()


def test_work_with_elderly_people_and_food_asks_for_its_papers():
    for one in TEMPLATES:
        with_elderly = one.category is Category.ELDERLY_ASSIST
        assert (PassKind.CRIMINAL_RECORD in one.passes) is with_elderly, one.key
    handles_food = {one.key for one in TEMPLATES if PassKind.HYGIENE in one.passes}
    assert handles_food == {"vegetables", "breakfast"}


def test_a_key_that_nobody_gave_is_no_template():
    assert find_template("dishes") in TEMPLATES
    for key in (None, "", "Dishes", "../dishes", "dishes "):
        assert find_template(key) is None


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("ikkunat", ["windows"]),
        ("TISKAAMINEN", ["dishes"]),
        ("pyyhkiä pöytiä", ["hallways", "dishes", "dining-room", "breakfast", "coffee-table"]),
        ("leikata kangasta", ["sewing"]),
        ("lumityöt", ["snow"]),
        ("raketti", []),
    ],
)
def test_a_search_knows_the_forms_of_words(query, found):
    assert keys(search(query)) == found


def test_an_empty_search_finds_everything_and_a_kind_only_its_own():
    assert search("  ") == list(TEMPLATES)
    assert {one.category for one in search("", Category.OFFICE)} == {Category.OFFICE}
    assert search("ikkunat", Category.OFFICE) == []


def test_what_is_in_the_title_comes_first():
    assert keys(search("kahvi"))[0] in {"coffee-company", "coffee-table"}
    assert keys(search("kahvi"))[-1] == "breakfast"


def test_a_search_reads_the_words_that_the_reader_sees():
    drawn = {one.title: "snow globes" for one in TEMPLATES if one.key == "dishes"}
    found = search("globe", in_words=lambda text: drawn.get(text, text))
    assert keys(found) == ["dishes"]


def test_a_suggestion_speaks_of_the_same_things_before_it_is_of_the_same_kind():
    assert keys(suggest("pestä ikkunat", Category.OFFICE))[0] == "windows"
    found = suggest("", Category.GARDEN, 60)
    assert found[0].key == "watering"
    assert {one.category for one in found[:4]} == {Category.GARDEN}


@pytest.mark.parametrize("part", ["", "raketti", "pyyhkiä pöydät", "pestä", "laatikko"])
@pytest.mark.parametrize("category", [None, *Category])
def test_there_are_always_three_to_five_suggestions(part, category):
    found = suggest(part, category, 90)
    assert 3 <= len(found) <= 5
    assert len(set(keys(found))) == len(found)


def test_every_kind_of_work_has_ready_steps_and_a_known_title_its_own():
    firsts = {one.category: one.steps for one in reversed(TEMPLATES)}
    for category in Category:
        assert ready_steps(category) == ready_steps(category, "Oma työ") == firsts[category]
    for one in TEMPLATES:
        assert ready_steps(one.category, one.title) == one.steps
    assert ready_steps(None, "Tiskaus lounasaikaan") == ()


def test_all_texts_are_known_as_the_librarys():
    assert "Tiskaus lounasaikaan" in TEXTS
    assert "Pese kädet." in TEXTS
    assert "" not in TEXTS
