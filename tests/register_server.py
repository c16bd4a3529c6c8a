"""A business register on this machine: real as far as HTTP goes, its answers recorded ones."""

from __future__ import annotations

import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORDED = Path(__file__).parent / "data" / "register"
KNOWN = "7654321-2"


@dataclass
class Mood:
    """How it answers, and what it was asked. `hold`: it says nothing before this is set."""

    status: int = 200
    body: bytes | None = None
    slow: bool = False
    hold: threading.Event = field(default_factory=threading.Event)
    asked: list[str] = field(default_factory=list)


class _Desk(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        mood: Mood = self.server.mood  # type: ignore[attr-defined]
        told = urlsplit(self.path)
        business_id = parse_qs(told.query).get("businessId", [""])[0]
        mood.asked.append(business_id)
        if mood.slow:
            mood.hold.wait(10)
        name = "found" if business_id == KNOWN else "unknown"
        body = mood.body if mood.body is not None else (RECORDED / f"{name}.json").read_bytes()
        status = mood.status if told.path == "/v3/companies" else 404
        # Who asked may have gone: it waits only so long.
        with suppress(OSError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_words: Any) -> None:
        """Nothing is said about each request."""


@contextmanager
def register_server(mood: Mood) -> Iterator[str]:
    """The address of a register in this mood."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Desk)
    server.mood = mood  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v3"
    finally:
        mood.hold.set()
        server.shutdown()
        thread.join()
        server.server_close()
