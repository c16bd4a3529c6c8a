"""All tables. Importing this package registers them."""

from __future__ import annotations

from app.store.models import people, plan, rules, support, teams, times, trail, work

__all__ = ["people", "plan", "rules", "support", "teams", "times", "trail", "work"]
