"""Every column of the files is explained on its page and in the handbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from stdnum.fi import ytunnus

from app.domain.errors import RuleBroken
from app.domain.imports.blocked import BLOCKED
from app.domain.imports.clients import CLIENTS
from app.domain.imports.organisations import ORGANISATIONS, business_id
from app.domain.imports.staff import STAFF
from app.domain.imports.tasks import TASKS
from app.domain.imports.teams import TEAMS
from app.domain.imports.units import UNITS
from app.domain.imports.words import SENTENCES, sentence
from app.web.imports.words import COLUMN_WORDS

ROOT = Path(__file__).resolve().parent.parent.parent
KINDS = (UNITS, STAFF, ORGANISATIONS, CLIENTS, TEAMS, BLOCKED, TASKS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_page_explains_every_column(kind):
    assert tuple(COLUMN_WORDS[kind.name]) == kind.names


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_handbook_explains_every_column(kind):
    text = (ROOT / "docs" / "import.md").read_text(encoding="utf-8")
    chapter = text.partition(f"\n## {kind.name}\n")[2].partition("\n## ")[0]
    assert [name for name in kind.names if f"`{name}`" not in chapter] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_real_files_have_these_columns_first(kind):
    header = (ROOT / "tests" / "data" / f"{kind.name}.csv").read_text(encoding="utf-8")
    needed = [column.name for column in kind.columns if not column.optional]
    assert header.splitlines()[0].split(",") == needed


def test_business_ids_are_judged_as_the_register_does():
    for number in range(1_048_590, 1_048_640):
        for check in range(10):
            text = f"{number}-{check}"
            try:
                mine = bool(business_id(text))
            except RuleBroken:
                mine = False
            assert mine == ytunnus.is_valid(text), text


def test_every_sentence_can_be_filled_in():
    class Anything(dict):
        def __missing__(self, key):
            return "x"

    for code, text in SENTENCES.items():
        assert (text % Anything()).endswith((".", "x")), code
    assert "kummallinen" in sentence("kummallinen", {})
