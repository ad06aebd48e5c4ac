"""Migration operations that make the past append-only in the database itself."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.migrations.operations import RunSQL

_TRIGGERS = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '{table} is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}
    FOR EACH ROW {when} EXECUTE FUNCTION {table}_refuse();
"""

_REVERSE = "DROP FUNCTION {table}_refuse() CASCADE;"


class AppendOnly(RunSQL):
    """Refuse UPDATE, DELETE and TRUNCATE on a table.

    Columns in `close_once` may go from NULL to a value, once: this is how a row's validity or
    knowledge is closed by the row that follows it.
    """

    def __init__(self, table: str, close_once: Sequence[str] = ()) -> None:
        self.table, self.close_once = table, tuple(close_once)
        sql = _TRIGGERS.format(table=table, when=_when(self.close_once))
        super().__init__(sql, _REVERSE.format(table=table))

    def deconstruct(self) -> tuple[str, list[object], dict[str, object]]:
        """Return what the migration file must say to make this again."""
        return (type(self).__name__, [self.table], {"close_once": self.close_once})


def _when(close_once: Sequence[str]) -> str:
    if not close_once:
        return ""
    listed = ", ".join(f"'{column}'" for column in close_once)
    unchanged = (
        f"(to_jsonb(OLD) - ARRAY[{listed}]::text[]) IS DISTINCT FROM "
        f"(to_jsonb(NEW) - ARRAY[{listed}]::text[])"
    )
    reopened = " OR ".join(
        f"(OLD.{c} IS NOT NULL AND OLD.{c} IS DISTINCT FROM NEW.{c})" for c in close_once
    )
    return f"WHEN ({unchanged} OR {reopened})"
