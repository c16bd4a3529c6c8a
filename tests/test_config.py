"""A missing or weak setting stops the start and is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.config import BadSettings, Keys, Settings
from app.site import _engine_options

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, **environ: str) -> Settings:
    return Settings.from_environment({"INSTANCE_PATH": str(folder), **environ})


@pytest.fixture
def production(tmp_path: Path) -> dict[str, str]:
    """All that production needs."""
    keys = tmp_path / "keys.json"
    Keys.new().save(keys)
    return {
        "APP_ENV": "production", "DATABASE_URL": "postgresql://db/jobcenter",
        "PUBLIC_URL": "https://jobcenter.example", "KEY_FILE": str(keys), "SMTP_HOST": "mail",
    }  # fmt: skip


def test_production_starts_with_what_it_needs(tmp_path, production):
    settings = read(tmp_path, **production)
    assert settings.database_url == "postgresql+psycopg://db/jobcenter"
    assert settings.trusted_hosts == ("jobcenter.example",)
    assert not settings.demo


@pytest.mark.parametrize("name", ["DATABASE_URL", "PUBLIC_URL", "KEY_FILE", "SMTP_HOST"])
def test_production_names_what_is_missing(tmp_path, production, name):
    del production[name]
    # Where no key file is named, none lies beside the database either.
    with pytest.raises(BadSettings, match=name):
        read(tmp_path / "elsewhere", **production)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("APP_ENV", "test"), ("SMS_IN_TOKEN", "short"), ("DATABASE_CONNECTIONS", "0"),
        ("DATABASE_CONNECTIONS", "many"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_named(tmp_path, name, value):
    with pytest.raises(BadSettings, match=name):
        read(tmp_path, **{name: value})


@pytest.mark.parametrize(("most", "kept"), [("", 10), ("4", 4), ("64", 10)])
def test_the_pool_opens_as_many_connections_as_it_may(tmp_path, production, most, kept):
    known = {"DATABASE_CONNECTIONS": most} if most else {}
    options = _engine_options(read(tmp_path, **production, **known))
    assert options["pool_size"] == kept
    assert options["pool_size"] + options["max_overflow"] == int(most or 30)
