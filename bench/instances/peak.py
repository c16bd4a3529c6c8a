"""The most memory a process has had since it began; light, because workers load it too."""

from __future__ import annotations

from pathlib import Path


def peak_mb() -> float:
    """In MB, of this process. Source: proc(5), VmHWM, which a new program begins anew."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
