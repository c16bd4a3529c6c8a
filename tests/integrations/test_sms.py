"""A text message gateway, real as far as HTTP goes, in good and bad moods."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from app.integrations.push import NullPush, Push
from app.integrations.sending import CannotSend, ChannelDown
from app.integrations.sms import HttpSms, NoSms, NullSms, RecordingSms, Sms
from tests.mail_server import free_port

SMS = Sms("+358401234567", "Sinulle on uusi viesti.", "ref-1")


class Gateway(BaseHTTPRequestHandler):
    def do_POST(self):
        length = int(self.headers["Content-Length"])
        self.server.came.append((dict(self.headers), json.loads(self.rfile.read(length))))
        self.send_response(self.server.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words):
        """Nothing is said about each request."""


@pytest.fixture
def gateway():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
    server.came, server.answer = [], 200
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def sender(port):
    return HttpSms(f"http://127.0.0.1:{port}/send", "secret")


def test_the_gateway_gets_number_text_and_a_reference_that_stays(gateway):
    sender(gateway.server_port).send(SMS)
    headers, body = gateway.came[0]
    assert body == {"to": SMS.to, "text": SMS.text, "reference": "ref-1"}
    assert headers["Authorization"] == "Bearer secret"
    assert headers["Idempotency-Key"] == "ref-1"


@pytest.mark.parametrize("answer", [400, 410, 422])
def test_a_refused_number_is_never_tried_again(gateway, answer):
    gateway.answer = answer
    with pytest.raises(CannotSend):
        sender(gateway.server_port).send(SMS)


@pytest.mark.parametrize("answer", [401, 403, 404, 408, 429, 500, 503])
def test_what_is_the_gateways_fault_or_ours_is_tried_later(gateway, answer):
    gateway.answer = answer
    with pytest.raises(ChannelDown):
        sender(gateway.server_port).send(SMS)


def test_a_gateway_that_is_not_there_is_down():
    with pytest.raises(ChannelDown):
        sender(free_port()).send(SMS)


def test_only_http_addresses_are_taken():
    with pytest.raises(ValueError, match="SMS_URL"):
        HttpSms("file:///etc/passwd", "x")


def test_the_others_keep_take_or_refuse():
    kept = RecordingSms()
    kept.send(SMS)
    assert kept.sent == [SMS]
    NullSms().send(SMS)
    with pytest.raises(CannotSend):
        NoSms().send(SMS)
    with pytest.raises(CannotSend):
        NullPush().send(Push("x", "x", "/", "r"))
