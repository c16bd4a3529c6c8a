"""Settings from the environment. A missing or weak setting stops the start and is named."""

from __future__ import annotations

import base64
import json
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parent.parent
KEY_BYTES = 32
SHORTEST_TOKEN = 24


class BadSettings(Exception):
    """The site may not start; the message says which setting and why."""


@dataclass(frozen=True)
class Keys:
    """The key ring: lives outside the database, in a file only the site may read.

    `data` holds the encryption keys by version, the highest is used for writing.
    """

    data: Mapping[int, bytes] = field(repr=False)
    index: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    cookie: bytes = field(repr=False)

    @property
    def current(self) -> int:
        """The version with which new cells are sealed."""
        return max(self.data)

    @classmethod
    def new(cls) -> Keys:
        """Fresh random keys."""
        fresh = [secrets.token_bytes(KEY_BYTES) for _ in range(5)]
        return cls({1: fresh[0]}, *fresh[1:])

    @classmethod
    def load(cls, path: Path) -> Keys:
        """The keys of a file. Raises: BadSettings when others may read it or a key is short."""
        if path.stat().st_mode & 0o077:
            raise BadSettings(f"KEY_FILE {path.name} may be readable by its owner only (chmod 600)")
        raw = json.loads(path.read_text(encoding="utf-8"))
        data = {int(version): base64.b64decode(key) for version, key in raw["data"].items()}
        rest = [base64.b64decode(raw[name]) for name in ("index", "audit", "pepper", "cookie")]
        if any(len(key) < KEY_BYTES for key in [*data.values(), *rest]):
            raise BadSettings(f"KEY_FILE {path.name} has a key shorter than {KEY_BYTES} bytes")
        return cls(data, *rest)

    def save(self, path: Path) -> None:
        """Write the ring to a new file that only its owner can read."""
        text = json.dumps(
            {
                "data": {str(v): base64.b64encode(key).decode() for v, key in self.data.items()},
                "index": base64.b64encode(self.index).decode(),
                "audit": base64.b64encode(self.audit).decode(),
                "pepper": base64.b64encode(self.pepper).decode(),
                "cookie": base64.b64encode(self.cookie).decode(),
            }
        )
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)


@dataclass(frozen=True)
class Settings:
    """Everything that differs between installations."""

    app_env: str
    database_url: str
    instance_path: Path
    public_url: str
    keys: Keys = field(repr=False)
    database_connections: int = 30
    trusted_hosts: tuple[str, ...] = ()
    proxy_hops: int = 0
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = field(default="", repr=False)
    smtp_tls: bool = False
    mail_from: str = "jobcenter@localhost"
    sms_url: str = ""
    sms_token: str = field(default="", repr=False)
    sms_in_token: str = field(default="", repr=False)
    business_register_url: str = ""
    phone: str = "09 310 00000"
    feedback_to: str = "jobcenter@localhost"
    accessibility_authority: str = "Liikenne- ja viestintävirasto Traficom"
    accessibility_authority_url: str = "https://www.saavutettavuusvaatimukset.fi/"
    password_hash_cost: str = "full"  # noqa: S105 - a word for a cost, not a secret

    @property
    def demo(self) -> bool:
        """Whether this is the demo and not a real installation."""
        return self.app_env == "demo"

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> Settings:
        """Settings of this process. Raises: BadSettings with the name of the setting."""
        app_env = environ.get("APP_ENV", "demo")
        if app_env not in {"demo", "production"}:
            raise BadSettings("APP_ENV is `demo` or `production`")
        instance = Path(environ.get("INSTANCE_PATH", ROOT / "instance"))
        settings = cls(
            app_env=app_env,
            database_url=_database_url(environ, app_env, instance),
            instance_path=instance,
            public_url=_public_url(environ, app_env),
            keys=_keys(environ, app_env, instance),
            database_connections=_database_connections(environ),
            trusted_hosts=_trusted_hosts(environ, app_env),
            proxy_hops=int(environ.get("PROXY_HOPS", "0")),
            smtp_host=environ.get("SMTP_HOST", ""),
            smtp_port=int(environ.get("SMTP_PORT", "25")),
            smtp_user=environ.get("SMTP_USER", ""),
            smtp_password=environ.get("SMTP_PASSWORD", ""),
            smtp_tls=environ.get("SMTP_TLS", "") == "1",
            mail_from=environ.get("MAIL_FROM", "jobcenter@localhost"),
            sms_url=environ.get("SMS_URL", ""),
            sms_token=environ.get("SMS_TOKEN", ""),
            sms_in_token=_sms_in_token(environ),
            business_register_url=environ.get("BUSINESS_REGISTER_URL", ""),
            phone=environ.get("SERVICE_PHONE", cls.phone),
            feedback_to=environ.get("FEEDBACK_TO", environ.get("MAIL_FROM", cls.feedback_to)),
            accessibility_authority=environ.get(
                "ACCESSIBILITY_AUTHORITY", cls.accessibility_authority
            ),
            accessibility_authority_url=environ.get(
                "ACCESSIBILITY_AUTHORITY_URL", cls.accessibility_authority_url
            ),
        )
        if app_env == "production" and not settings.smtp_host:
            raise BadSettings("SMTP_HOST must name the mail server in production")
        return settings


def _database_url(environ: Mapping[str, str], app_env: str, instance: Path) -> str:
    url = environ.get("DATABASE_URL", "")
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url and app_env == "production":
        raise BadSettings("DATABASE_URL must be set in production")
    return url or f"sqlite:///{instance / 'jobcenter.sqlite'}"


def _database_connections(environ: Mapping[str, str]) -> int:
    text = environ.get("DATABASE_CONNECTIONS", "30")
    if not text.isdigit() or int(text) < 1:
        raise BadSettings("DATABASE_CONNECTIONS is a whole number, at least 1")
    return int(text)


def _public_url(environ: Mapping[str, str], app_env: str) -> str:
    url = environ.get("PUBLIC_URL", "").rstrip("/")
    if app_env == "production" and not url.startswith("https://"):
        raise BadSettings("PUBLIC_URL must be the site's https address in production")
    return url or "http://localhost:8000"


def _trusted_hosts(environ: Mapping[str, str], app_env: str) -> tuple[str, ...]:
    hosts = tuple(environ.get("TRUSTED_HOSTS", "").split())
    if hosts or app_env == "demo":
        return hosts
    return (urlsplit(environ["PUBLIC_URL"]).hostname or "",)


def _sms_in_token(environ: Mapping[str, str]) -> str:
    token = environ.get("SMS_IN_TOKEN", "")
    if token and len(token) < SHORTEST_TOKEN:
        raise BadSettings(f"SMS_IN_TOKEN needs at least {SHORTEST_TOKEN} signs")
    return token


def _keys(environ: Mapping[str, str], app_env: str, instance: Path) -> Keys:
    path = Path(environ.get("KEY_FILE", instance / "keys.json"))
    if path.exists():
        return Keys.load(path)
    if app_env == "production":
        raise BadSettings("KEY_FILE must name the key file; make one with `flask keys make`")
    keys = Keys.new()
    keys.save(path)
    return keys
