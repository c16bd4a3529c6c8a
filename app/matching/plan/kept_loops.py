"""Where machine code of the planner's loops is kept, and whether it is there already.

Nothing here loads the compiler.
"""

from __future__ import annotations

import os
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

COMPILED = find_spec("numba") is not None and os.environ.get("NUMBA_DISABLE_JIT", "0") == "0"
_FOLDER = Path(__file__).parent
# The file that says that all of them are there.
REHEARSED = "rehearsed"


def sources_hash() -> str:
    """One word for the loops as they are written now."""
    told = sha256()
    for path in sorted(_FOLDER.glob("*.py")):
        told.update(path.read_bytes())
    return told.hexdigest()[:16]


def kept_folder() -> Path:
    """Where machine code of these sources is kept."""
    chosen = os.environ.get("NUMBA_CACHE_DIR")
    return Path(chosen) if chosen else _FOLDER / "__pycache__" / f"loops-{sources_hash()}"


def is_rehearsal_needed() -> bool:
    """Whether loops would still have to be compiled."""
    return COMPILED and not (kept_folder() / REHEARSED).exists()
