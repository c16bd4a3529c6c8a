"""A command on a database without tables says what to do instead of failing somewhere inside."""

from __future__ import annotations

import pytest

from app.cli.demo.command import demo
from app.cli.exports import export
from app.cli.imports import import_
from app.cli.plans import plan
from app.cli.users import users
from tests.databases import build_site, settings_for

ASKED = {
    "demo": (demo, ["--size", "unit"]),
    "export": (export, ["clients"]),
    "import": (import_, ["clients", __file__]),
    "plan": (plan, []),
    "plan verify": (plan, ["verify"]),
    "users": (users, ["add-administrator", "a@example.fi"]),
}


@pytest.mark.parametrize("name", ASKED)
def test_without_tables_a_command_says_how_to_make_them(tmp_path, name):
    command, words = ASKED[name]
    site = build_site(settings_for(f"sqlite:///{tmp_path / 'empty.db'}", tmp_path))
    answer = site.test_cli_runner().invoke(command, words)
    assert answer.exit_code == 1, answer.output
    assert "flask db upgrade" in answer.output
    assert "Traceback" not in answer.output
