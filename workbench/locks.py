"""Lock files: versions and hashes, never the address of a registry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workbench.assets import npm_command
from workbench.places import BIN, ROOT, Stop, succeeds

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = "--generate-hashes --no-config --no-emit-index-url --no-emit-find-links --no-header -q"
ANYWHERE = "--universal --python-version 3.11 --upgrade"


def lock_packages(name: str) -> None:
    command: list[str | Path] = [BIN / "uv", "pip", "compile", *PLAIN.split(), *ANYWHERE.split()]
    if not succeeds(*command, "-o", f"requirements/{name}.txt", f"requirements/{name}.in"):
        raise Stop(f"requirements/{name}.txt could not be written")


def lock_assets() -> None:
    wanted = ("install", "--package-lock-only", "--ignore-scripts", "--loglevel=error")
    if not succeeds(*npm_command(), *wanted):
        raise Stop("package-lock.json could not be written")
    file = ROOT / "package-lock.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def lock() -> None:
    for name in ("uv", "assets", "run", "planner", "cluster", "test", "bench"):
        lock_packages(name)
    lock_assets()
