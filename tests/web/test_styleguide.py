"""The styleguide shows every building block; the browser of the tests lints each page it opens."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.browser import Browser

TEMPLATES = Path(__file__).parents[2] / "app/web/templates"
GUIDE = (TEMPLATES / "public/styleguide.html").read_text(encoding="utf-8")
# Used by the bases themselves, so they stand on the page anyhow; the last one shows after minutes.
IN_BASES = {"wave", "me_badge", "bottom_bar", "error_summary", "still_there"}


def test_every_block_is_sound_markup(browse: Callable[..., Browser]) -> None:
    page = browse().get("/styleguide")
    assert page.status == 200


@pytest.mark.parametrize("group", ["ui", "forms", "tables", "chart", "client"])
def test_every_block_is_shown(group: str) -> None:
    source = (TEMPLATES / f"shared/{group}.html").read_text(encoding="utf-8")
    names = set(re.findall(r"{% macro ([a-z]\w*)", source)) - IN_BASES
    assert {name for name in names if f"{name}(" not in GUIDE} == set()
