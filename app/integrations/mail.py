"""Mail: by SMTP, or kept in a list, or nowhere."""

from __future__ import annotations

import contextlib
import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING, Protocol

from app.integrations.sending import CannotSend, ChannelDown, SendingError, TryLater

if TYPE_CHECKING:
    from datetime import datetime

TIMEOUT_SECONDS = 10
TLS_FROM_START = 465
BUSY = 421


@dataclass(frozen=True)
class Mail:
    """One mail. The Message-ID stays the same in every try, so that a second copy is known."""

    to: str
    subject: str
    body: str
    message_id: str
    written_at: datetime


class Mailer(Protocol):
    """Sends mails one after the other; raises a SendingError when one does not go."""

    def send(self, mail: Mail) -> None:
        """Hand one mail on."""

    def close(self) -> None:
        """Let go of what was opened for sending."""


@dataclass(frozen=True)
class SmtpPlace:
    """Where the mail server is and who we are to it."""

    host: str
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = False
    sender: str = "jobcenter@localhost"


class SmtpMail:
    """Mail by SMTP over one connection, which is opened with the first mail."""

    def __init__(self, place: SmtpPlace) -> None:
        self._place = place
        self._link: smtplib.SMTP | None = None

    def send(self, mail: Mail) -> None:
        """Hand one mail to the server. Raises: CannotSend, TryLater, ChannelDown."""
        message = self._message(mail)
        link = self._link = self._link or self._reach()
        try:
            link.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            meaning = _meaning(error)
            if isinstance(meaning, ChannelDown):
                self.close()
            raise meaning from error

    def close(self) -> None:
        """Say goodbye to the server."""
        link, self._link = self._link, None
        if link is not None:
            with contextlib.suppress(smtplib.SMTPException, OSError):
                link.quit()
            link.close()

    def _reach(self) -> smtplib.SMTP:
        """An open connection. Whatever stops it, wrong settings too, stops every mail."""
        try:
            return self._connect()
        except (smtplib.SMTPException, OSError) as error:
            raise ChannelDown(type(error).__name__) from error

    def _connect(self) -> smtplib.SMTP:
        place = self._place
        if place.tls and place.port == TLS_FROM_START:
            link: smtplib.SMTP = smtplib.SMTP_SSL(
                place.host,
                place.port,
                timeout=TIMEOUT_SECONDS,
                context=ssl.create_default_context(),
            )
        else:
            link = smtplib.SMTP(place.host, place.port, timeout=TIMEOUT_SECONDS)
        try:
            self._introduce(link)
        except BaseException:
            link.close()
            raise
        return link

    def _introduce(self, link: smtplib.SMTP) -> None:
        place = self._place
        if place.tls and place.port != TLS_FROM_START:
            link.starttls(context=ssl.create_default_context())
        if place.user:
            link.login(place.user, place.password)

    def _message(self, mail: Mail) -> EmailMessage:
        if "@" not in mail.to:
            raise CannotSend("no address")
        message = EmailMessage(policy=SMTP)
        try:
            message["From"] = self._place.sender
            message["To"] = mail.to
            message["Subject"] = mail.subject
            message["Message-ID"] = mail.message_id
            message["Date"] = format_datetime(mail.written_at)
            message["Auto-Submitted"] = "auto-generated"
            message.set_content(mail.body)
        except (ValueError, IndexError) as error:
            raise CannotSend("unreadable address") from error
        return message


def _meaning(error: Exception) -> SendingError:
    """What an SMTP error means for this mail: never, later, or nothing goes at all."""
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return CannotSend("not supported by the server")
    code = _code(error)
    down = (smtplib.SMTPSenderRefused, smtplib.SMTPAuthenticationError, smtplib.SMTPConnectError)
    if code is None or code == BUSY or isinstance(error, down):
        return ChannelDown(f"{type(error).__name__} {code or ''}".strip())
    return CannotSend(f"refused {code}") if code >= 500 else TryLater(f"put off {code}")


def _code(error: Exception) -> int | None:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return max(code for code, _text in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return error.smtp_code
    return None


class RecordingMail:
    """Keeps the mails, for tests and for a site without a mail server."""

    def __init__(self) -> None:
        self.sent: list[Mail] = []

    def send(self, mail: Mail) -> None:
        """Put it on the list."""
        self.sent.append(mail)

    def close(self) -> None:
        """Nothing to close."""


class NullMail:
    """Takes every mail and keeps none: the demo shows them in its mailbox page."""

    def send(self, mail: Mail) -> None:
        """Nothing goes out."""

    def close(self) -> None:
        """Nothing to close."""
