"""Whether the database already is what the migration files say, known without Django."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from devkit.postgres import Postgres, PostgresFailed, query

COUNT = "SELECT count(*), coalesce(max(id), 0) FROM django_migrations"
REMEMBERED = "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'vinea'"


def fingerprint(root: Path, rooms: Iterable[str]) -> str:
    """Return a short text that changes with any migration of ours or of a locked package."""
    digest = hashlib.sha256((root / "requirements" / "base.lock").read_bytes())
    for room in rooms:
        for path in sorted((root / room / "migrations").glob("*.py")):
            digest.update(f"{path.relative_to(root)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def are_done(server: Postgres, wanted: str) -> bool:
    """Say whether `wanted` was applied and nothing was applied or undone since."""
    try:
        return query(server, REMEMBERED) == f"{wanted} {query(server, COUNT)}"
    except PostgresFailed:
        return False


def remember(server: Postgres, applied: str) -> None:
    """Write down in the database itself what was applied, so that it travels with the data."""
    query(server, f"COMMENT ON DATABASE vinea IS '{applied} {query(server, COUNT)}'")
