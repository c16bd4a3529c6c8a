"""A site as its users have it: own processes, an own folder, a free port, a clock that can move."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT_SECONDS = 120
STEP_LIMIT_SECONDS = 300
STOP_LIMIT_SECONDS = 15
# The Monday on which the files of tests/data are read.
MONDAY_MORNING = "2026-11-23T09:00"
# Settings of the machine that would change the site under test.
OURS = (
    "APP_ENV", "DATABASE_URL", "INSTANCE_PATH", "KEY_FILE", "PUBLIC_URL", "TRUSTED_HOSTS",
    "PROXY_HOPS", "SMTP_HOST", "SMS_URL",
)  # fmt: skip


class SiteFailed(Exception):
    """A process of the site did not do what it should; the message holds what it said."""


@dataclass
class LiveSite:
    """One running site: `with live_site(folder) as site`. All of it is gone afterwards."""

    folder: Path
    port: int
    extra: Mapping[str, str] = field(default_factory=dict)
    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return self.extra.get("PUBLIC_URL") or f"http://localhost:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OURS}
        own = {"APP_ENV": "demo", "INSTANCE_PATH": str(self.folder), "PUBLIC_URL": self.address}
        return {**kept, **own, **self.extra}

    def start(self) -> None:
        """Returns when the site answers and its worker works."""
        self._start("site", *self.serving())
        self._start("worker", "-m", "flask", "--app", "wsgi", "worker")
        end = time.monotonic() + START_LIMIT_SECONDS
        while not self._answers():
            if self.running["site"].poll() is not None or time.monotonic() > end:
                raise SiteFailed(f"the site did not start:\n{self.said('site')}")
            time.sleep(0.1)

    def serving(self) -> tuple[str, ...]:
        """What Python runs to serve the site: the same as `dev.py run`."""
        return "-m", "workbench.site", f"--listen=127.0.0.1:{self.port}", "--no-demo"

    def _start(self, name: str, *arguments: str) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, *arguments], cwd=ROOT, env=self.environment, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip

    def connection(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)

    def _answers(self) -> bool:
        link = self.connection()
        try:
            link.request("GET", "/", headers={"Host": f"localhost:{self.port}"})
            return link.getresponse().status == 200
        except OSError:
            return False
        finally:
            link.close()

    def stop(self) -> None:
        for process in self.running.values():
            process.terminate()
        for process in self.running.values():
            try:
                process.wait(STOP_LIMIT_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.running.clear()

    def said(self, name: str) -> str:
        """The last that a process of the site printed."""
        log = self.folder / f"{name}.log"
        return log.read_text(errors="replace")[-3000:] if log.exists() else ""

    def run(self, *arguments: str) -> None:
        """Run a module of Python for this site. Raises: SiteFailed with what it printed."""
        done = subprocess.run(
            [sys.executable, "-m", *arguments], cwd=ROOT, env=self.environment, check=False,
            capture_output=True, text=True, timeout=STEP_LIMIT_SECONDS,
        )  # fmt: skip
        if done.returncode != 0:
            raise SiteFailed(f"{' '.join(arguments)}:\n{done.stdout[-2000:]}{done.stderr[-3000:]}")

    def work_once(self) -> None:
        """Let a second worker do all that is due, so that nobody waits for the next minute."""
        self.run("flask", "--app", "wsgi", "worker", "--once")


Site = TypeVar("Site", bound=LiveSite)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def live_site(folder: Path, extra: Mapping[str, str] | None = None) -> Iterator[LiveSite]:
    """The site on what this folder holds."""
    with running(LiveSite(folder, free_port(), extra or {})) as site:
        yield site


@contextmanager
def running(site: Site) -> Iterator[Site]:
    """The site while the block lasts."""
    try:
        site.start()
        yield site
    finally:
        site.stop()


def stage(folder: Path, *wishes: str, extra: Mapping[str, str] | None = None) -> Path:
    """A folder with the five files taken in on a Monday at nine; the worker has not run yet."""
    folder.mkdir(parents=True, exist_ok=True)
    site = LiveSite(folder, 0, extra or {})
    site.run("tests.e2e.stage", f"--clock={MONDAY_MORNING}", *wishes)
    return folder


def copy_of(staged: Path, folder: Path) -> Path:
    """A fresh folder with the same data, its clock on Monday at nine again."""
    shutil.copytree(staged, folder)
    LiveSite(folder, 0).run("tests.e2e.stage", f"--clock={MONDAY_MORNING}", "--clock-only")
    return folder
