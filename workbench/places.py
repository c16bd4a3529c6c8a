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
BENCH_VENV = ROOT / ".venv-bench"
BENCH_PYTHON = BENCH_VENV / PYTHON.relative_to(VENV)


class Stop(Exception):
    """Ends dev.py with one sentence that says what to do."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def environment(**extra: str) -> dict[str, str]:
    """Ours, with what makes the programs that we start succeed and start quickly."""
    # An office's proxy may have certificates of its own, which only the machine knows.
    env = {"UV_SYSTEM_CERTS": "1", "NODE_USE_SYSTEM_CA": "1", **os.environ}
    if env.pop("PYTHONDONTWRITEBYTECODE", ""):
        # Uncompiled, a start takes four times as long; this keeps the source tree as clean.
        env["PYTHONPYCACHEPREFIX"] = str(VENV / "pycache")
    return {**env, **extra}


def call(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> int:
    return subprocess.call([str(part) for part in command], cwd=cwd, env=env or environment())


def succeeds(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> bool:
    with contextlib.suppress(OSError):
        return call(*command, cwd=cwd, env=env) == 0
    return False
