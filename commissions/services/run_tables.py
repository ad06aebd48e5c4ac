"""Write the rows of a run into tables of its own, which then become partitions.

COPY into a bare table and indexing it afterwards is several times faster than adding to indexed
tables, and throwing a draft away is dropping its tables. Once attached, triggers refuse every
change of a row (migration 0002).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from django.db import connection

from commissions.engine.facts import Correction, Earning
from commissions.engine.handed_on import Changes, HandedOn

MEMBERS = "commissions_runmember"
VOLUMES = "commissions_runvolume"
REVERSALS = "commissions_runreversal"
LINES = "commissions_earningline"
CARRIES = "commissions_runcarry"
MOVES = "commissions_runmove"
RANKS = "commissions_runrank"
# In the order in which transactions read them (publish_run, statement_rows): dropping locks out
# readers table by table, and in another order could wait for one that waits for us.
TABLES = (VOLUMES, REVERSALS, LINES, CARRIES, MEMBERS)
# Only where a plan goes by days, and something was otherwise on some of them.
OF_DAYS = (MOVES, RANKS)
# Only where a closed period was settled again and hands on something else, which is seldom.
HANDED_ON = "commissions_handedonagain"
ALL_TABLES = (VOLUMES, REVERSALS, LINES, HANDED_ON, CARRIES, *OF_DAYS, MEMBERS)
CHUNK = 5_000
# Replaced drafts whose rows are still there; ids rise, so the last one of a period is the latest.
_KEPT_DRAFTS = """
SELECT r.id, r.period_key, EXISTS (
    SELECT FROM commissions_run p WHERE p.state = 'published'
    AND p.plan_code = r.plan_code AND p.period_key = r.period_key)
FROM commissions_run r
WHERE r.plan_code = %s AND r.state = 'discarded'
  AND to_regclass('commissions_runmember_r' || r.id) IS NOT NULL
ORDER BY r.id
"""
_LINE = (
    "run_id, member_id, volume_entry_id, base_minor, amount_minor, line_no, rate_bp, level,"
    " rule_id, source_id"
)
_HANDED_ON = "(run_id, of_run_id, member_id, held_rank, missed, title, carried)"
_CORRECTED = f"({_LINE}, corrects_run_id, corrects_line_no)"
NULL = r"\N"

_CREATE = """
CREATE TABLE {own} (LIKE {table} INCLUDING DEFAULTS INCLUDING CONSTRAINTS,
                    CONSTRAINT {own}_run CHECK (run_id = {run}))
"""
# The same key and indexes as the table of all runs has, which attaching then takes over.
_INDEXES = """
SELECT 'ALTER TABLE {own} ADD ' || pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = '{table}'::regclass AND contype = 'p'
UNION ALL
SELECT 'CREATE INDEX ON {own} USING ' || split_part(pg_get_indexdef(indexrelid), ' USING ', 2)
FROM pg_index WHERE indrelid = '{table}'::regclass AND NOT indisprimary
"""
_ATTACH = """
ALTER TABLE {table} ATTACH PARTITION {own} FOR VALUES IN ({run});
ALTER TABLE {own} DROP CONSTRAINT {own}_run;
CREATE TRIGGER {own}_is_not_emptied BEFORE TRUNCATE ON {own}
    FOR EACH STATEMENT EXECUTE FUNCTION commissions_run_rows_refuse();
"""


def new_run_id() -> int:
    """Take the next number of a run, which its rows need before the run itself is written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('commissions_run', 'id'))")
        return int(cursor.fetchone()[0])


def create_tables(run_id: int, tables: Iterable[str] = TABLES) -> None:
    """Make the run's own tables, still apart from the others."""
    _execute(_CREATE, tables, run_id)


def index_tables(run_id: int, tables: Iterable[str]) -> None:
    """Index tables that are filled."""
    with connection.cursor() as cursor:
        for table in tables:
            own = own_table(table, run_id)
            cursor.execute(_INDEXES.format(table=table, own=own))
            for (statement,) in cursor.fetchall():
                cursor.execute(statement)
            cursor.execute(f"ANALYZE {own}")


def attach_tables(run_id: int, tables: Iterable[str] = TABLES) -> None:
    """Make the tables, indexed before, partitions; from now on they cannot change."""
    _execute(_ATTACH, tables, run_id)


def drop_tables(run_id: int) -> None:
    """Throw the rows of a draft away. Readers of all runs wait until this transaction ends."""
    _execute("DROP TABLE IF EXISTS {own}", ALL_TABLES, run_id)


def kept_draft(plan_code: str, period_key: str) -> int | None:
    """Return the replaced draft of a period whose rows are still there."""
    kept = [number for number, key, _published in _kept_drafts(plan_code) if key == period_key]
    return kept[-1] if kept else None


def outdated_drafts(plan_code: str) -> list[int]:
    """Return the replaced drafts that nobody compares any more.

    Those are all but the last one of each period that is not published yet.
    """
    kept = _kept_drafts(plan_code)
    last = {key: number for number, key, is_published in kept if not is_published}
    return [number for number, key, _published in kept if last.get(key) != number]


def _kept_drafts(plan_code: str) -> list[tuple[int, str, bool]]:
    with connection.cursor() as cursor:
        cursor.execute(_KEPT_DRAFTS, [plan_code])
        return list(cursor.fetchall())


def copy_corrections(run_id: int, lines: Iterable[Correction], *, first: int) -> None:
    """Write the lines that correct closed periods, numbered on from those of the run's own."""
    _copy(
        LINES,
        run_id,
        (
            f"{_line(run_id, line, number)}\t{line.run_id}\t{_or_null(line.line_no)}\n"
            for number, line in enumerate(lines, start=first)
        ),
        columns=_CORRECTED,
    )


def copy_changed(run_id: int, changed: Mapping[int, Changes]) -> None:
    """Write what members take out of closed periods instead, into a table of its own.

    There is none where nobody does, which is nearly always.
    """
    if not changed:
        return
    _execute(_CREATE, (HANDED_ON,), run_id)
    rows = (
        _handed_on(run_id, of_run_id, member_id, each)
        for of_run_id, members in changed.items()
        for member_id, each in members.items()
    )
    _copy(HANDED_ON, run_id, rows, columns=_HANDED_ON)
    _execute(_ATTACH, (HANDED_ON,), run_id)


def _handed_on(run_id: int, of_run_id: int, member_id: int, now: HandedOn) -> str:
    rank, missed, title = now.held
    carried = json.dumps([[c.rule_id, c.name, c.since, c.amount] for c in now.carried])
    return f"{run_id}\t{of_run_id}\t{member_id}\t{rank}\t{missed}\t{title}\t{carried}\n"


def _line(run_id: int, line: Earning | Correction, number: int) -> str:
    entry_id = line.volume.entry_id if line.volume else None
    return (
        f"{run_id}\t{line.member_id}\t{_or_null(entry_id)}\t{line.base_minor}\t{line.amount_minor}"
        f"\t{number}\t{line.rate_bp}\t{line.level}\t{line.rule_id}\t{_or_null(line.source_id)}"
    )


def _or_null(number: int | None) -> int | str:
    return NULL if number is None else number


def own_table(table: str, run_id: int) -> str:
    """Return the name of a run's partition."""
    return f"{table}_r{int(run_id)}"


def _copy(table: str, run_id: int, rows: Iterator[str], columns: str = "") -> None:
    into = f"COPY {own_table(table, run_id)} {columns} FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(into) as copy:
        while block := "".join(islice(rows, CHUNK)):
            copy.write(block)


def _execute(statements: str, tables: Iterable[str], run_id: int) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            own = own_table(table, run_id)
            cursor.execute(statements.format(table=table, own=own, run=int(run_id)))
