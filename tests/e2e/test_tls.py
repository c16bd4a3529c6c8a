"""The site as browsers meet it in production: over TLS, under a name that is not localhost."""

from __future__ import annotations

import http.client
import ssl
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.clock import Clock
from tests.e2e.chromium import FAR_NAME
from tests.e2e.site import LiveSite, copy_of, free_port, running
from tests.e2e.visitor import Manner, Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]


class TlsSite(LiveSite):
    """Served by Flask's own server, since waitress leaves TLS to what stands in front of it."""

    def serving(self) -> tuple[str, ...]:
        own = ("--cert", str(self.folder / "cert.pem"), "--key", str(self.folder / "key.pem"))
        return "-m", "flask", "--app", "wsgi", "run", "--port", str(self.port), *own

    def connection(self) -> http.client.HTTPConnection:
        trusting = ssl._create_unverified_context()
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=10, context=trusting)


def make_certificate(folder: Path) -> None:
    """A self-signed certificate for the name, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, FAR_NAME)])
    now = Clock().utcnow()
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(FAR_NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )  # fmt: skip


@pytest.fixture
def tls_site(staged: Path, tmp_path: Path) -> Iterator[TlsSite]:
    folder = copy_of(staged, tmp_path / "instance")
    make_certificate(folder)
    port = free_port()
    with running(TlsSite(folder, port, {"PUBLIC_URL": f"https://{FAR_NAME}:{port}"})) as site:
        yield site


def test_people_sign_in_and_work_over_tls(chrome: Browser, tls_site: TlsSite) -> None:
    visitor = Visitor(chrome, tls_site, Manner(), "the orderer")
    visitor.sign_in("orderer")
    (token,) = [one for one in visitor.context.cookies() if one["name"] == "__Host-s"]
    assert token["secure"]
    assert token["httpOnly"]
    visitor.open("/orderer/tasks/new")
    visitor.write("Mitä apua tarvitset?", "Ulkoiluapu")
    visitor.press("Tallenna luonnos")
    visitor.see("Tarkista nämä kohdat")
    answer = visitor.page.goto("/orderer/")
    assert answer is not None
    assert "max-age=31536000" in (answer.header_value("Strict-Transport-Security") or "")
    visitor.context.close()
