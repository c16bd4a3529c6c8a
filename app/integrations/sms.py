"""Text messages: through a gateway's HTTP address, or nowhere."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from http import HTTPStatus
from typing import Protocol

from app.integrations.sending import CannotSend, ChannelDown, SendingError

TIMEOUT_SECONDS = 10
TRY_AGAIN = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}


@dataclass(frozen=True)
class Sms:
    """One text message. The reference is the same in every try."""

    to: str
    text: str
    reference: str


class SmsSender(Protocol):
    """Sends text messages; raises a SendingError when one does not go."""

    def send(self, sms: Sms) -> None:
        """Hand one message on."""


class HttpSms:
    """A gateway that takes JSON (`to`, `text`, `reference`) with a bearer token."""

    def __init__(self, url: str, token: str) -> None:
        if not url.startswith(("https://", "http://")):
            raise ValueError("SMS_URL must be an http address")
        self._url = url
        self._token = token

    def send(self, sms: Sms) -> None:
        """Hand one message to the gateway. Raises: CannotSend, ChannelDown."""
        body = {"to": sms.to, "text": sms.text, "reference": sms.reference}
        request = urllib.request.Request(  # noqa: S310 - the scheme was checked
            self._url,
            data=json.dumps(body).encode(),
            headers={
                "Authorization": f"Bearer {self._token}",
                "Content-Type": "application/json",
                "Idempotency-Key": sms.reference,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
                answer.read()
        except urllib.error.HTTPError as error:
            with error:
                raise _meaning(error.code) from error
        except OSError as error:
            raise ChannelDown(type(error).__name__) from error


def _meaning(status: int) -> SendingError:
    refused = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    # A wrong token is our fault, not the receiver's: the message waits until it is mended.
    ours = {HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
    if refused and status not in TRY_AGAIN | ours:
        return CannotSend(f"refused {status}")
    return ChannelDown(f"answered {status}")


class RecordingSms:
    """Keeps the messages, for tests."""

    def __init__(self) -> None:
        self.sent: list[Sms] = []

    def send(self, sms: Sms) -> None:
        """Put it on the list."""
        self.sent.append(sms)


class NullSms:
    """Takes every message and sends none: the demo shows them in its mailbox page."""

    def send(self, sms: Sms) -> None:
        """Nothing goes out."""


class NoSms:
    """There is no gateway: the message has to reach its reader another way."""

    def send(self, sms: Sms) -> None:  # noqa: ARG002 - it never goes
        """Raises: CannotSend, always."""
        raise CannotSend("no gateway")
