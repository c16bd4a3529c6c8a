"""The object that a WSGI server serves."""

from __future__ import annotations

from app import create_app
from app.collector import collect_rarely

app = create_app()
collect_rarely()
