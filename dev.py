"""The one door for people: sets up everything and runs, tests, checks or measures Jobcenter.

Uses the standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from workbench import locks, texts
from workbench.assets import find_node, make_assets
from workbench.bench_venv import make_bench_venv
from workbench.packages import install_packages, make_venv
from workbench.places import PYTHON, ROOT, Stop, call, environment, say
from workbench.serve import addresses, flask, serve, site_environment

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

OLDEST = (3, 11)
# Called as a module would be: a script of .venv breaks when the folder is moved.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
# Benchmarks that run other people's solvers beside ours.
WITH_PEERS = ("anchors", "peers")
# Tests of a file stay together, files in the order that tests/conftest.py gives them.
LONGEST_FIRST = ("--dist", "loadfile", "--no-loadscope-reorder")
HELP = """Jobcenter: python3 dev.py COMMAND

  run     set everything up and serve the site with demo data on http://localhost:8000
            --port N   another port        --host ADDRESS   for others to reach it
            --no-demo  no demo data        --fresh          throw the demo away, start anew
  test    set everything up and run the tests; what follows goes to pytest
  check   format, lint, types, import order, templates, habits
  full    the long gate: check, then every test, also the slow ones, with a browser
  bench   the benchmarks of bench/, or the one named
  shots   the screenshots of docs/screenshots/, taken anew
  flask   a command of the site itself, e.g. dev.py flask import tasks FILE.csv
  texts   gather the texts to translate into app/translations/
  lock    write requirements/*.txt and package-lock.json anew
"""


def set_up(packages: str) -> None:
    version = make_venv()
    install_packages(packages, version)
    make_assets(version)
    texts.compile_translations(version)


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args(arguments)
    addresses(options.host, options.port)  # a taken port is said before the set-up, not after
    set_up("planner")
    wishes = ["--no-demo"] * options.no_demo + ["--fresh"] * options.fresh
    serve(options.host, options.port, wishes, site_environment(options.host, options.port))
    return 0


def test_environment() -> dict[str, str]:
    env = environment()
    node = find_node()
    if node:  # the Node.js inside Playwright needs a library that a small Debian lacks
        env.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    return env


def pytest(arguments: Sequence[str], **extra: str) -> int:
    own = ("-n", "--numprocesses", "--pdb", "-p", "--collect-only", "--co")
    said = any(argument.startswith(own) for argument in arguments)
    cores = min(4, os.cpu_count() or 1)
    spread = [] if said or cores < 2 else ["-n", str(cores), *LONGEST_FIRST]
    # The planner's loops do the same uncompiled, and compiling them takes a minute.
    env = {"NUMBA_DISABLE_JIT": "1", **test_environment(), **extra}
    return call(PYTHON, "-m", "pytest", *spread, *arguments, env=env)


def test(arguments: Sequence[str]) -> int:
    set_up("test")
    return pytest(arguments)


def check_commands() -> dict[str, list[str | Path]]:
    commands: dict[str, list[str | Path]] = {
        "format": [PYTHON, "-m", "ruff", "format", "--check", "."],
        "lint": [PYTHON, "-m", "ruff", "check", "."],
        "types": [PYTHON, "-m", "mypy"],
        "import order": [PYTHON, "-c", LINT_IMPORTS],
    }
    templates = ROOT / "app" / "web" / "templates"
    if templates.exists():
        commands["templates"] = [PYTHON, "-m", "djlint", "--lint", "--quiet", templates]
    habits = ROOT / "tests" / "test_habits.py"
    if habits.exists():
        commands["habits"] = [PYTHON, "-m", "pytest", "-q", "-p", "no:xdist", habits]
    return commands


def check(_arguments: Sequence[str]) -> int:
    """All of them run, also after one has failed: a person mends them in one go."""
    set_up("test")
    codes = {}
    for name, command in check_commands().items():
        say(f"--- {name}")
        codes[name] = call(*command, env=test_environment())
    say("---")
    for name, code in codes.items():
        say(f"{'FAILED' if code else 'ok':8}{name}")
    return max(codes.values())


def full(arguments: Sequence[str]) -> int:
    checked = check([])
    tested = pytest(arguments, JOBCENTER_FULL="1", JOBCENTER_REQUIRE_BROWSER="1")
    return checked or tested


def bench(arguments: Sequence[str]) -> int:
    names = [file.stem for file in sorted((ROOT / "bench").glob("[a-z]*.py"))]
    name, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if name and name not in names:
        raise Stop(f"There is no benchmark {name}; there are: {', '.join(names) or 'none'}")
    set_up("test")
    if name in {"", *WITH_PEERS}:
        make_bench_venv()
    codes = [call(PYTHON, "-m", f"bench.{one}", *rest) for one in names if not name or one == name]
    return max(codes, default=0)


def shots(arguments: Sequence[str]) -> int:
    set_up("test")
    return call(PYTHON, "-m", "tests.e2e.screenshots", *arguments, env=test_environment())


def flask_command(arguments: Sequence[str]) -> int:
    set_up("planner")
    return call(*flask(*arguments), env=site_environment())


def gather_texts(_arguments: Sequence[str]) -> int:
    set_up("test")
    return texts.gather()


def lock(_arguments: Sequence[str]) -> int:
    set_up("test")
    locks.lock()
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "full": full,
    "bench": bench,
    "shots": shots,
    "flask": flask_command,
    "texts": gather_texts,
    "lock": lock,
}


def main(arguments: Sequence[str]) -> int:
    if sys.version_info < OLDEST:
        raise Stop(
            f"Jobcenter needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version}"
        )
    command = COMMANDS.get(arguments[0]) if arguments else None
    if command is None:
        say(HELP)
        return 0 if not arguments or arguments[0] in {"help", "-h", "--help"} else 2
    return command(arguments[1:])


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as stop:
        sys.exit(f"dev.py: {stop}")
    except KeyboardInterrupt:
        sys.exit(130)
