"""The virtual environment and the packages in it; skipped while the stamp of the inputs holds."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from workbench.places import BIN, PYTHON, REQUIREMENTS, STAMPS, VENV, Stop, say, succeeds


def digest(*parts: str | Path) -> str:
    total = hashlib.sha256()
    for part in parts:
        content = part.read_bytes() if isinstance(part, Path) else part.encode()
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


def is_done(step: str, stamp: str) -> bool:
    with contextlib.suppress(OSError):
        return (STAMPS / step).read_text() == stamp
    return False


def mark_done(step: str, stamp: str) -> None:
    STAMPS.mkdir(parents=True, exist_ok=True)
    (STAMPS / step).write_text(stamp)


def python_of_venv() -> str:
    """The version line of the Python in .venv, or '' when that is missing, too old or half-made."""
    ask = "import sys, importlib.util as u; print(sys.version if u.find_spec('pip') else '')"
    try:
        answer = subprocess.run(
            [str(PYTHON), "-I", "-c", ask], capture_output=True, text=True, check=False
        )
    except OSError:
        return ""
    line = " ".join(answer.stdout.split())
    numbers = line.split(" ")[0].split(".")[:2]
    return line if answer.returncode == 0 and line and tuple(map(int, numbers)) >= (3, 11) else ""


def make_venv() -> str:
    version = python_of_venv()
    if version:
        return version
    shutil.rmtree(VENV, ignore_errors=True)
    say("Making .venv")
    if not succeeds(sys.executable, "-m", "venv", VENV) or not (version := python_of_venv()):
        shutil.rmtree(VENV, ignore_errors=True)
        raise Stop("Python cannot make a virtual environment; on Debian: apt install python3-venv")
    return version


def pip(*arguments: str | Path) -> bool:
    return succeeds(PYTHON, "-m", "pip", "--disable-pip-version-check", "-q", *arguments)


def install_uv(version: str) -> bool:
    lock = REQUIREMENTS / "uv.txt"
    stamp = digest(lock, version)
    if not is_done("uv", stamp):
        if not pip("install", "--require-hashes", "-r", lock):
            return False
        mark_done("uv", stamp)
    return True


def install(lock: Path, version: str, *where: str | Path) -> bool:
    """Whether the packages of a lock file are in: by uv, which is quick, else by pip."""
    wanted = ("--require-hashes", "-r", lock, *where)
    if install_uv(version):
        uv = BIN / ("uv.exe" if os.name == "nt" else "uv")
        if succeeds(uv, "pip", "install", "-q", "--python", PYTHON, *wanted):
            return True
        say("uv did not manage; trying pip, which knows this machine's own settings")
    return pip("install", *wanted)


def install_packages(name: str, version: str) -> None:
    stamps = {lock: digest(REQUIREMENTS / f"{lock}.txt", version) for lock in ("planner", "test")}
    if is_done("packages-test", stamps["test"]) or is_done(f"packages-{name}", stamps[name]):
        return
    say(f"Installing the packages of requirements/{name}.txt")
    if not install(REQUIREMENTS / f"{name}.txt", version):
        raise Stop("The packages could not be installed; see the lines above")
    mark_done(f"packages-{name}", stamps[name])
