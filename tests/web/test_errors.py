"""What a page says when the site itself is in trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import create_app
from tests.databases import settings_for

if TYPE_CHECKING:
    from pathlib import Path

# A port on which nothing answers.
NOWHERE = "postgresql+psycopg://nobody@127.0.0.1:9/none"


def test_without_a_database_everybody_gets_a_kind_word(tmp_path: Path) -> None:
    browser = create_app(settings_for(NOWHERE, tmp_path)).test_client()
    answer = browser.get("/")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "5"
    for words in ("Palvelussa on ruuhkaa", "Försök igen", "Please try again"):
        assert words in answer.text
