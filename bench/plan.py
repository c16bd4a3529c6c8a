"""How good and how fast the week plan is: goals B1-B5 and B8-B11 on made-up weeks.

Usage: python bench/plan.py [--size unit city nation] [--seed 1 2 3] [--repeats 2] [--workers 2]

Each week is planned in a process that has compiled its loops before. The worst repeat counts.
Gaps are proven: the bound is re-evaluated by the independent certificate.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


def main() -> int:
    # Not at the top: worker processes load this file again, and shall be there at once.
    from bench.instances.plan_goals import main as measure

    return measure(__doc__)


if __name__ == "__main__":
    raise SystemExit(main())
