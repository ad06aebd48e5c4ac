"""The source as data, for the tests that read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each room may lean on the rooms of later lines only; rooms of one line never meet.
FLOORS = (
    ("config",),
    ("storefront",),
    ("commissions", "desk"),
    ("shop",),
    ("finance",),
    ("network", "inventory"),
    ("core",),
)
ROOMS = tuple(room for floor in FLOORS for room in floor)


def below(room: str) -> set[str]:
    """Return the rooms that a room may lean on."""
    level = next(i for i, floor in enumerate(FLOORS) if room in floor)
    return {other for floor in FLOORS[level + 1 :] for other in floor}


@cache
def sources() -> tuple[Path, ...]:
    """Return every Python file of the product, migrations left out."""
    return tuple(
        path
        for room in (*ROOMS, "devkit")
        for path in sorted((ROOT / room).rglob("*.py"))
        if "migrations" not in path.parts
    )


@cache
def tree(path: Path) -> ast.Module:
    """Parse a file once."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def room_of(path: Path) -> str:
    """Return the room a file belongs to."""
    return path.relative_to(ROOT).parts[0]


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method."""
    for node in ast.walk(module):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def texts(module: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield every string constant with its line, docstrings included."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
