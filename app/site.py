"""The composition root: builds the site from its rooms. Nobody imports it but `app.create_app`."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.cli import init_cli
from app.clock import Clock
from app.config import ROOT, Settings
from app.integrations.business_register import open_register
from app.store import crypto, hashing
from app.store.db import db, migrate
from app.store.demo import clock_offset
from app.web import admin, client, coach, dispatch, imports, manager, orderer, public
from app.web.extensions import csrf
from app.web.shared.access import init_access
from app.web.shared.compress import init_compress
from app.web.shared.errors import init_errors
from app.web.shared.headers import init_headers
from app.web.shared.language import init_language
from app.web.shared.page import init_pages

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_BODY = 1_000_000
MAX_UPLOAD = 20_000_000
# Connections that stay open between requests; those above them are closed again.
KEPT_CONNECTIONS = 10
AUDIENCES = (public, orderer, client, coach, manager, dispatch, admin, imports)


def build_site(settings: Settings | None = None) -> Flask:
    """The site, ready to serve. Raises: BadSettings when a setting is missing or weak."""
    settings = settings or Settings.from_environment(os.environ)
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app = Flask(
        "app",
        instance_path=str(settings.instance_path),
        template_folder="web/templates",
        static_folder="static",
    )
    _configure(app, settings)
    _connect_store(app, settings)
    _open_rooms(app)
    if settings.proxy_hops:
        hops = settings.proxy_hops
        app.wsgi_app = ProxyFix(app.wsgi_app, hops, hops, hops)  # type: ignore[method-assign]
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.keys.cookie,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        MAX_CONTENT_LENGTH=MAX_BODY,
        MAX_FORM_MEMORY_SIZE=MAX_BODY,
        MAX_FORM_PARTS=500,
        SESSION_COOKIE_NAME="f",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=not settings.demo,
        PERMANENT_SESSION_LIFETIME=timedelta(days=90),
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
        BABEL_TRANSLATION_DIRECTORIES=str(ROOT / "app" / "translations"),
    )
    app.extensions["jobcenter_settings"] = settings
    app.extensions["jobcenter_register"] = open_register(
        settings.business_register_url, demo=settings.demo
    )


def _engine_options(settings: Settings) -> dict[str, object]:
    if settings.database_url.startswith("sqlite"):
        return {}
    kept = min(KEPT_CONNECTIONS, settings.database_connections)
    more = settings.database_connections - kept
    return {"pool_pre_ping": True, "pool_size": kept, "max_overflow": more}


def _connect_store(app: Flask, settings: Settings) -> None:
    crypto.use_keys(settings.keys)
    hashing.use_cost(settings.password_hash_cost)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"))
    app.extensions["jobcenter_clock"] = Clock(clock_offset) if settings.demo else Clock()


def _open_rooms(app: Flask) -> None:
    csrf.init_app(app)
    init_language(app)
    init_access(app)
    # What is set up first after a request runs last: the page is packed when it is ready.
    init_compress(app)
    init_headers(app)
    init_errors(app)
    init_pages(app)
    for audience in AUDIENCES:
        audience.register(app)
    init_cli(app)
    app.extensions["jobcenter_worker"] = _worker_of(app)


def _worker_of(app: Flask) -> Callable[..., None]:
    """What the worker process runs; the web does not load it."""

    def work(*, once: bool) -> None:
        from app.scheduled.start import run_worker

        known = app.extensions
        run_worker(
            known["jobcenter_settings"], known["jobcenter_clock"], app.app_context, once=once
        )

    return work
