"""Order files and imports for tests, and a fingerprint of the whole database."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from config.imports.import_orders import ImportReport, ImportRequest, import_orders
from config.imports.progress import Progress
from tests.fixtures.orders import NASTY

AT = datetime(2026, 3, 10, 9, tzinfo=UTC)


def run_import(path: Path, rejects: Path, **options: object) -> ImportReport:
    """Import a file quietly under the source "cdshop"."""
    request = ImportRequest(path=path, rejects=rejects, source="cdshop", **options)  # type: ignore[arg-type]
    return import_orders(request, at=AT, progress=Progress(io.StringIO(), lambda: 0.0))


def extended(place: Path, *rows: str) -> Path:
    """Write the fixture again with more rows in front, so that the whole order changes."""
    header, *old = NASTY.read_bytes().split(b"\r\n")
    path = place / "extended.csv"
    path.write_bytes(b"\r\n".join([header, *(row.encode() for row in rows), *reversed(old)]))
    return path


def row_counts() -> dict[str, int]:
    """Count the rows of every table of the house."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        counts = {}
        for table in tables:
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def ledger_digest() -> str:
    """Hash every transaction and posting of the ledger."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT md5(string_agg(concat_ws('|', t.id, t.idempotency_key, t.request_hash, p.source,
                                            p.destination, p.amount_minor, p.currency), ';'
                                  ORDER BY t.id, p.id))
            FROM finance_ledgertransaction t JOIN finance_ledgerposting p ON p.transaction_id = t.id
            """
        )
        return str(cursor.fetchone()[0])


def tamper(table: str, statement: str) -> None:
    """Change raw rows behind everybody's back, the table's triggers asleep."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(statement)
        assert cursor.rowcount > 0, "nothing was changed"
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
