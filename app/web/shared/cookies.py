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


def set_other_cookie(response: Response, kind: str, token: str, *, days: int | None) -> None:
    """Give the browser a second token: what it is, or whose session waits beside this one."""
    name = _other_name(kind)
    response.set_cookie(
        name,
        token,
        max_age=days * 86400 if days else None,
        secure=name.startswith("__Host-"),
        httponly=True,
        samesite="Lax",
        path="/",
    )


def read_other_cookie(kind: str) -> str | None:
    return request.cookies.get(_other_name(kind))


def drop_other_cookie(response: Response, kind: str) -> None:
    name = _other_name(kind)
    response.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, path="/",
                           samesite="Lax")  # fmt: skip


def _other_name(kind: str) -> str:
    """The full name of "device" (a unit's tablet) or "beside" (the coach's waiting session)."""
    return cookie_name(request).removesuffix("s") + kind


def drop_login_cookie(response: Response) -> None:
    """Take the token back and tell the browser to forget what it kept of the pages."""
    name = cookie_name(request)
    response.delete_cookie(name, secure=name.startswith("__Host-"), httponly=True, path="/",
                           samesite="Lax")  # fmt: skip
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
