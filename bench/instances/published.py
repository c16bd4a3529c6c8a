"""Reads benchmark sets that others published: OR-Library assignment, generalised assignment."""

from __future__ import annotations

import csv
import gzip
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


class Published(NamedTuple):
    """A file and the best value anybody has published for it."""

    name: str
    file: Path
    best: int


class Tables(NamedTuple):
    """Costs and weights (agents, jobs) and capacities (agents)."""

    cost: NDArray[np.int64]
    weight: NDArray[np.int64]
    capacity: NDArray[np.int64]


def numbers_of(file: Path) -> NDArray[np.int64]:
    raw = file.read_bytes()
    return np.array((gzip.decompress(raw) if file.suffix == ".gz" else raw).split(), dtype=np.int64)


def assignments(data: Path) -> list[Published]:
    """The square matrices of `orlib-assign/` with the optima of its `optima.txt`."""
    folder = data / "orlib-assign"
    lines = (folder / "optima.txt").read_text(encoding="utf-8").split("\n")
    words = [line.replace(":", " ").replace(",", " ").split() for line in lines]
    optima = {w[0].removesuffix(".txt"): int(w[1]) for w in words if len(w) > 1 and w[1].isdigit()}
    files = {file.name.partition(".")[0]: file for file in sorted(folder.iterdir())}
    return [Published(name, file, optima[name]) for name, file in files.items() if name in optima]


def read_assignment(file: Path) -> NDArray[np.int64]:
    numbers = numbers_of(file)
    n = int(numbers[0])
    return numbers[1 : 1 + n * n].reshape(n, n)


def loads(data: Path) -> list[Published]:
    """The generalised assignment files of `gap/` with the values of its `bounds-min.csv`."""
    folder = data / "gap"
    with (folder / "bounds-min.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    best = {row["Path"]: int(row["Best known solution value"]) for row in rows}
    files = {str(file.relative_to(folder))[:-3]: file for file in sorted(folder.rglob("*.gz"))}
    return [Published(name, file, best[name]) for name, file in files.items() if name in best]


def read_loads(file: Path) -> Tables:
    numbers = numbers_of(file)
    m, n = int(numbers[0]), int(numbers[1])
    cost, weight = numbers[2 : 2 + m * n], numbers[2 + m * n : 2 + 2 * m * n]
    end = 2 + 2 * m * n
    return Tables(cost.reshape(m, n), weight.reshape(m, n), numbers[end : end + m])
