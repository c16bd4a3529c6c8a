"""A second environment for what the benchmarks measure us against; nothing of it is ours."""

from __future__ import annotations

import os
import sys

from workbench.packages import digest, install_uv, python_of_venv
from workbench.places import BENCH_PYTHON, BENCH_VENV, BIN, REQUIREMENTS, Stop, say, succeeds


def make_bench_venv() -> None:
    """The environment of requirements/bench.txt, made when that has changed."""
    lock = REQUIREMENTS / "bench.txt"
    stamp, made = digest(lock, python_of_venv()), BENCH_VENV / "stamp"
    if made.exists() and made.read_text() == stamp:
        return
    say(f"Making {BENCH_VENV.name} for those we are measured against")
    wanted = ("--require-hashes", "-r", lock)
    uv = BIN / ("uv.exe" if os.name == "nt" else "uv")
    done = succeeds(sys.executable, "-m", "venv", "--clear", BENCH_VENV) and (
        (
            install_uv(python_of_venv())
            and succeeds(uv, "pip", "install", "-q", "--python", BENCH_PYTHON, *wanted)
        )
        or succeeds(BENCH_PYTHON, "-m", "pip", "install", "-q", *wanted)
    )
    if not done:
        raise Stop("The packages of requirements/bench.txt could not be installed")
    made.write_text(stamp)
