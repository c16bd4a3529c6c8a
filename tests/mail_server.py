"""A real mail server on a port of its own, in good and bad moods."""

from __future__ import annotations

import asyncio
import email
import socket
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from aiosmtpd.controller import Controller

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from aiosmtpd.smtp import SMTP


@dataclass
class Letterbox:
    """What came in, and the mood: what is answered to a receiver and to the data."""

    came: list[Message] = field(default_factory=list)
    # by receiver, else "*": the answer instead of "250 OK"
    to_receiver: dict[str, str] = field(default_factory=dict)
    to_data: str = "250 OK"
    # Take the mail, then hang up instead of saying so.
    hang_up_after_data: bool = False
    slow_seconds: float = 0

    async def handle_RCPT(  # noqa: N802 - the names are aiosmtpd's
        self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any
    ) -> str:
        mood = self.to_receiver.get(address) or self.to_receiver.get("*")
        if mood:
            return mood
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.slow_seconds:
            await asyncio.sleep(self.slow_seconds)
        if not self.to_data.startswith("250"):
            return self.to_data
        self.came.append(email.message_from_bytes(envelope.content))
        if self.hang_up_after_data:
            server.transport.abort()
        return "250 OK"

    @property
    def ids(self) -> Counter[str]:
        """How often each Message-ID came."""
        return Counter(message["Message-ID"] for message in self.came)

    def wait_for(self, count: int, seconds: float) -> bool:
        """Whether so many different mails came in time."""
        end = time.monotonic() + seconds
        while len(self.ids) < count and time.monotonic() < end:
            time.sleep(0.05)
        return len(self.ids) >= count


def free_port() -> int:
    """A port that was free just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def mail_server(box: Letterbox) -> Iterator[int]:
    """The port of a server that puts mails into this box."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
