"""axe-core's rules, run in the page that is open."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

# What counts: WCAG 2.2 A and AA and axe's best practice.
OPTIONS: dict[str, Any] = {"resultTypes": ["violations"]}
# Clients' pages keep the stronger contrast of 7:1.
STRICT: dict[str, Any] = {**OPTIONS, "rules": {"color-contrast-enhanced": {"enabled": True}}}


@cache
def script() -> str:
    from axe_playwright_python.base import AXE_SCRIPT

    return str(AXE_SCRIPT)


def violations(page: Page, *, strict: bool = False) -> list[str]:
    """What axe finds wrong, a line each: the rule, what it asks for, and where."""
    page.evaluate(script())
    found = page.evaluate("options => axe.run(document, options)", STRICT if strict else OPTIONS)
    return [line(rule, node) for rule in found["violations"] for node in rule["nodes"]]


def line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    why = " ".join(str(node.get("failureSummary", "")).split())
    return f"{rule['id']}: {rule['help']} at {node['target']}: {node['html'][:160]} ({why[:300]})"
