"""The look holds together: a picture for each word, colours from tokens, nothing inline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from app.domain.vocabulary import Category, Face, Scale
from app.web.shared.pictograms import ANIMALS, PICTOGRAMS, clock_picture

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "app/static/app.css").read_text(encoding="utf-8")
TEMPLATES = sorted((ROOT / "app/web/templates").rglob("*.html"))
SCRIPTS = sorted((ROOT / "app/static/js").glob("*.js"))


@pytest.mark.parametrize("word", [*Category, *Scale, *Face, *ANIMALS])
def test_each_word_has_a_picture(word: str) -> None:
    assert str(word) in PICTOGRAMS


def test_no_two_words_share_a_picture() -> None:
    assert len(set(PICTOGRAMS.values())) == len(PICTOGRAMS)


@pytest.mark.parametrize(
    ("hour", "key"), [(0, "clock_12"), (9, "clock_9"), (12, "clock_12"), (13, "clock_1")]
)
def test_clock_picture(hour: int, key: str) -> None:
    assert clock_picture(hour) == key
    assert key in PICTOGRAMS


def test_colours_are_tokens() -> None:
    """A colour is written only as the fall-back of a token, and for the shade under a dialog."""
    rules = re.sub(r"/\*.*?\*/", "", STYLE, flags=re.DOTALL)
    rules = re.sub(r"var\(--(?:color|box)-[^,]+,[^;]*\);", "", rules)
    assert re.findall(r"#[0-9a-f]{3,8}\b|rgba?\((?!0, 0, 0, 0\.6)", rules) == []


def test_the_stylesheet_stays_small() -> None:
    assert STYLE.count("\n") <= 700


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_nothing_inline(template: Path) -> None:
    """The policy of the headers would drop it silently."""
    text = template.read_text(encoding="utf-8")
    assert (
        re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|hx-on|<script(?![^>]*src=)", text)
        == []
    )


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_write_no_markup(script: Path) -> None:
    text = script.read_text(encoding="utf-8")
    assert re.findall(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(", text) == []
