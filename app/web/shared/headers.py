"""The headers of every answer, in one place. Source: trust 6.1 with architecture 7."""

from __future__ import annotations

from flask import Flask, Response, g, request, session
from werkzeug.exceptions import Forbidden

from app.web.shared.access import SAFE_METHODS

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types default",
        "report-to csp",
        "report-uri /csp",
    )
)
FIXED = {
    "Content-Security-Policy": POLICY,
    "Reporting-Endpoints": 'csp="/csp"',
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), "
    "browsing-topics=()",
}
FOREVER = "public, max-age=31536000, immutable"
# Pages that tell everybody the same: how long caches between us and the reader may keep them.
SHARED = "public, max-age=300"


def share(response: Response) -> None:
    """Let caches keep this answer for some minutes, unless it carries anything of one person."""
    g.shared = True
    response.add_etag()
    response.make_conditional(request)


def _cache_rule(response: Response) -> str:
    # An asset asked for by the hash of its content never changes under that address.
    if request.endpoint == "static" and "v" in request.args:
        return FOREVER
    of_somebody = bool(session) or session.modified or "Set-Cookie" in response.headers
    return SHARED if g.get("shared") and not of_somebody else "no-store"


def _set_headers(response: Response) -> Response:
    response.headers.update(FIXED)
    response.headers["Cache-Control"] = _cache_rule(response)
    response.vary.update(("Cookie", "HX-Request", "Accept-Language"))
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return response


def _refuse_foreign_origin() -> None:
    """An act must come from our own pages; browsers say where they are."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in {"same-origin", "none"}:
        raise Forbidden
    origin = request.headers.get("Origin")
    if origin is not None and origin != request.host_url.rstrip("/"):
        raise Forbidden


def init_headers(app: Flask) -> None:
    app.before_request(_refuse_foreign_origin)
    app.after_request(_set_headers)
