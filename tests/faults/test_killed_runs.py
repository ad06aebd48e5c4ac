"""A run over columns, killed with SIGKILL at every stage: nothing is left, and it is done again."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from django.db import connection, transaction

from commissions import public as commissions
from commissions.benchmark import company, orders
from commissions.models import Calculation, Run, RunMember
from commissions.selectors.readied_period import LARGE
from tests.tidy.house import ROOT

MOMENTS = ("reading", "computing", "copying", "indexing", "committing")
PATIENCE_SECONDS = 60
_ONE_MORE_ORDER = """
INSERT INTO commissions_volumeentry (order_id, order_ref, {columns})
SELECT order_id + 1000000, 'X' || order_ref, {columns}
FROM commissions_volumeentry ORDER BY id LIMIT 1
"""
_COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
WHERE table_name = 'commissions_volumeentry' AND is_identity = 'NO'
  AND column_name NOT IN ('order_id', 'order_ref')
"""
_TABLES = """
SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relname ~ '^commissions_.*_r[0-9]+$'
"""
# Tests before this one may have left connections of their own open, so only the killed are counted.
KILLED_NAME = "killed_run"
_KILLED = f"""
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND application_name = '{KILLED_NAME}'
"""

pytestmark = pytest.mark.django_db(transaction=True)


def number(query: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return int(cursor.fetchone()[0])


def another_order() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        cursor.execute(_ONE_MORE_ORDER.format(columns=cursor.fetchone()[0]))


def draft() -> commissions.RunSummary:
    return commissions.draft_run(
        plan_code=company.PLAN, period_key=company.PERIOD, actor=company.MAKER, at=company.CLOSING
    )


def rehearsed() -> commissions.RunSummary:
    """Draft what is to come out, and take it back."""
    with transaction.atomic():
        found = draft()
        transaction.set_rollback(True)
    return found


def killer() -> subprocess.Popen[str]:
    address = urlsplit(os.environ["DATABASE_URL"])._replace(
        path=f"/{connection.settings_dict['NAME']}"
    )
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.killed_run", *MOMENTS],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": address.geturl(), "PGAPPNAME": KILLED_NAME},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def wait_until_gone() -> None:
    """A server's process ends as soon as it sees that nobody talks to it any more."""
    until = time.monotonic() + PATIENCE_SECONDS
    while number(_KILLED):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_whatever_kills_a_run_leaves_the_last_draft_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(orders, "ORDERS_PERCENT", 40)
    company.make_company(LARGE, "random", 7)
    first = draft()
    another_order()
    expected = rehearsed()
    assert expected.result_hash != first.result_hash
    tables = number(_TABLES)
    asked = commissions.ask_draft(
        plan_code=company.PLAN,
        period_key=company.PERIOD,
        actor=company.MAKER,
        language="de",
        at=company.CLOSING,
    )
    connection.close()
    with killer() as process:
        assert process.stdout is not None and process.stdin is not None
        for attempt, moment in enumerate(MOMENTS, start=1):
            assert process.stdout.readline() == f"killed {moment}\n"
            wait_until_gone()
            assert list(Run.objects.values_list("pk", "state")) == [(first.run_id, "draft")]
            assert not RunMember.objects.exclude(run_id=first.run_id).exists()
            assert number(_TABLES) == tables
            left = Calculation.objects.get(pk=asked)
            assert (left.state, left.attempts, left.run_id) == ("underway", attempt, None)
            connection.close()
            process.stdin.write("\n")
            process.stdin.flush()
        assert process.stdout.readline() == "ended 0\n"
    done = Calculation.objects.get(pk=asked)
    run = Run.objects.get(pk=done.run_id)
    assert (done.state, run.state) == ("ended", "draft")
    assert (run.input_hash, run.result_hash) == (expected.input_hash, expected.result_hash)
    assert run.line_count == expected.line_count > 1_000
    assert RunMember.objects.filter(run_id=run.pk).count() == LARGE
