"""The site and its worker, which live and die together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import time
from typing import TYPE_CHECKING

from workbench.places import PYTHON, ROOT, Stop, environment, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import FrameType

START_LIMIT_SECONDS = 600  # the first start makes the demo
STOP_LIMIT_SECONDS = 10


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
    return {**defaults, **environment()}


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


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen[bytes]:
    # An own session: Ctrl-C reaches dev.py alone, and dev.py tells the others.
    return subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)


def stop(running: dict[str, subprocess.Popen[bytes]]) -> None:
    for child in running.values():
        if child.poll() is None:
            child.terminate()
    for child in running.values():
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


def raise_interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def serve(host: str, port: int, wishes: Sequence[str], env: dict[str, str]) -> None:
    """Returns when told to stop; the site and the worker have ended then, whatever happened."""
    listen = [f"--listen={address}" for address in addresses(host, port)]
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), raise_interrupt)
    running: dict[str, subprocess.Popen[bytes]] = {}
    try:
        running["site"] = start([str(PYTHON), "-m", "workbench.site", *listen, *wishes], env)
        watch(running, lambda: answers(host, port), START_LIMIT_SECONDS)
        running["worker"] = start(flask("worker"), env)
        say(f"Jobcenter is at {env['PUBLIC_URL']}  (Ctrl-C stops it)")
        watch(running, lambda: False, float("inf"))
    except KeyboardInterrupt:
        say("Stopping")
    finally:
        stop(running)
