"""The cookie that carries a session's token, and its name where the connection is plain."""

from __future__ import annotations

from flask import Request, Response, request

from app.web.shared.now import settings

LOCAL_HOSTS = frozenset({"localhost", "127.0.0.1", "::1"})


def is_safe_place(asked: Request) -> bool:
    """Whether browsers keep Secure cookies here: https, or this very machine."""
    host = asked.host.rsplit(":", 1)[0].strip("[]")
    return asked.is_secure or host in LOCAL_HOSTS


def cookie_name(asked: Request) -> str:
    return "__Host-s" if is_safe_place(asked) or not settings().demo else "s"


def read_login_token() -> str | None:
    """The token this browser sent, if any."""
    return request.cookies.get(cookie_name(request))


def set_login_cookie(response: Response, token: str, *, days: int | None = None) -> None:
    """Give the browser a token; it stays for `days`, or until the browser is closed."""
    name = cookie_name(request)
    response.set_cookie(
        name,
        token,
        max_age=days * 86400 if days else None,
        secure=name.startswith("__Host-"),
        httponly=True,
        samesite="Lax",
        path="/",
    )


def drop_login_cookie(response: Response) -> None:
    """Take the token back and tell the browser to forget what it kept of the pages."""
    name = cookie_name(request)
    response.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, path="/")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
