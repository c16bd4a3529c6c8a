"""Where things are, and how the workbench speaks and starts programs."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
TOOLS = VENV / "tools"
NPM = VENV / "npm"
VENDOR = ROOT / "app" / "static" / "vendor"
TRANSLATIONS = ROOT / "app" / "translations"
REQUIREMENTS = ROOT / "requirements"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


class Stop(Exception):
    """Ends dev.py with one sentence that says what to do."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def environment(**extra: str) -> dict[str, str]:
    """Ours, with the certificates that the machine trusts: an office's proxy may have its own."""
    trust = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1"}
    return {**trust, **os.environ, **extra}


def call(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> int:
    return subprocess.call([str(part) for part in command], cwd=cwd, env=env or environment())


def succeeds(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> bool:
    with contextlib.suppress(OSError):
        return call(*command, cwd=cwd, env=env) == 0
    return False
