"""The repository is whole, and says nothing about the machine that it was written on."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import postgres_server
from workbench.assets import asset_sources, asset_table, few_icons, pictogram_table
from workbench.packages import digest
from workbench.places import VENDOR
from workbench.serve import addresses, can_listen

ROOT = Path(__file__).resolve().parent.parent
IGNORED = {".git", ".venv", "instance", "vendor", "node_modules", "__pycache__", "build"}
# Put together here, so that this file does not find itself.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("deb", "debian", "org"),
        ("registry", "yarnpkg", "com"),
        ("ghcr", "io"),
    )
]
MACHINE = re.compile(r"(?<![\w.$}])/(?:work/(?:main|shared|\.library)|root/|opt/(?:wheels|pypi))")


def tracked_files() -> list[Path]:
    listing = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
    try:
        answer = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive has no git
        found = [path for path in ROOT.rglob("*") if not IGNORED & set(path.parts)]
    else:
        found = [ROOT / os.fsdecode(name) for name in answer.stdout.split(b"\0") if name]
    return [path for path in found if path.is_file()]


def text_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="replace")


def test_no_file_names_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in tracked_files()
        for host in REGISTRIES
        if host in text_of(path)
    ]
    assert found == []


def test_no_file_names_a_place_on_the_machine() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in tracked_files()
        for match in MACHINE.finditer(text_of(path))
    ]
    assert found == []


def test_nothing_tracked_that_is_made_here() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked_files()]
    made = ("instance/", "app/static/vendor/", ".venv/", "node_modules/")
    assert [name for name in names if name.startswith(made) or name.endswith((".mo", ".pyc"))] == []


@pytest.mark.parametrize(
    "path",
    [*(ROOT / "requirements").glob("*.txt"), ROOT / "package-lock.json"],
    ids=lambda p: p.name,
)
def test_lock_files_have_versions_and_hashes_but_no_addresses(path: Path) -> None:
    text = text_of(path)
    assert "://" not in text
    assert "sha512-" in text or "--hash=sha256:" in text


def test_every_locked_package_has_a_hash() -> None:
    for path in (ROOT / "requirements").glob("*.txt"):
        entries = re.split(r"\n(?=\S)", text_of(path).strip())
        assert [e for e in entries if "==" in e.split("\n")[0] and "--hash=" not in e] == []


def test_at_most_25_direct_dependencies() -> None:
    lines = text_of(ROOT / "requirements" / "run.in").splitlines()
    assert 0 < len([line for line in lines if line.strip() and not line.startswith("#")]) <= 25


def test_vendor_files_are_there() -> None:
    assert [name for name in asset_sources() if not (VENDOR / name).is_file()] == []
    assert all((VENDOR / name).stat().st_size > 100 for name in asset_table())


def test_pictograms_are_read_without_importing_the_site() -> None:
    codes = pictogram_table()
    assert codes
    assert all(re.fullmatch(r"[0-9A-F]{4,5}(-[0-9A-F]{4,5})*", code) for code in codes.values())


INSIDE_VENV = ROOT / "workbench" / "site.py"
BEFORE_SET_UP = [ROOT / "dev.py", *{*(ROOT / "workbench").glob("*.py")} - {INSIDE_VENV}]


@pytest.mark.parametrize("path", sorted(BEFORE_SET_UP), ids=lambda p: p.name)
def test_the_workbench_needs_the_standard_library_only(path: Path) -> None:
    allowed = sys.stdlib_module_names | {"workbench"}
    names = set()
    for node in ast.walk(ast.parse(text_of(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(str(node.module).split(".")[0])
    assert names <= allowed


def test_help_names_every_command() -> None:
    answer = subprocess.run(
        [sys.executable, "dev.py", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    for command in ("run", "test", "check", "full", "bench", "shots", "flask", "texts", "lock"):
        assert re.search(rf"^  {command} ", answer.stdout, re.MULTILINE)


def test_an_unknown_command_fails() -> None:
    command = [sys.executable, "dev.py", "fly"]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == 2


def test_a_stamp_changes_with_any_of_its_inputs(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("1")
    first = digest(file, "3.11")
    assert digest(file, "3.12") != first
    file.write_text("2")
    assert digest(file, "3.11") != first
    assert digest("a", "bc") != digest("ab", "c")


def test_a_taken_port_is_said_in_one_sentence() -> None:
    import socket

    from workbench.places import Stop

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert not can_listen("127.0.0.1", port)
        with pytest.raises(Stop, match=f"Port {port} .* --port {port + 1}"):
            addresses("localhost", port)


@pytest.mark.postgres
def test_a_real_postgres_starts_and_copies_databases() -> None:
    import psycopg

    with postgres_server() as server:
        server.create("original")
        with psycopg.connect(server.address.format("original")) as link:
            link.execute("CREATE TABLE kept (place text)")
            link.execute("CREATE EXTENSION btree_gist")
        server.create("copy", "original")
        with psycopg.connect(server.address.format("copy")) as link:
            assert link.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        server.drop("copy")
        with pytest.raises(psycopg.OperationalError, match="does not exist"):
            psycopg.connect(server.address.format("copy"))


def test_icons_that_nobody_uses_are_left_out():
    style = (
        '.hds-icon{width:1em}.hds-icon--key{--mask-image-key:url("a")}'
        ".hds-icon-start--key{a:b}.hds-icon--keyhole{c:d}"
    )
    few = few_icons(style, {"key"})
    assert few == style.replace(".hds-icon--keyhole{c:d}", "")
