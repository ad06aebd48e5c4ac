"""The same seed on two fresh databases is the same history, killed again and again or not."""

from __future__ import annotations

import pytest

from tests.simulation.killing import connect, database, kill_when, run

pytestmark = pytest.mark.usefixtures("empty_template")

LOAD = ("load_demo_company", "--as-of", "2026-11-21T14:00:00+00:00")

# Entries of the audit at which the founding is killed. It is one transaction, and its sequence is
# the only trace of it that others see.
FOUNDING = (30, 150)

# Each is true from some moment in the middle of the history on.
MOMENTS = (
    "SELECT count(*) >= 5 FROM network_member",
    "SELECT count(*) >= 40 FROM shop_order",
    "SELECT count(*) >= 1 FROM commissions_run",
    "SELECT count(*) >= 1 FROM finance_creditnote",
    "SELECT count(*) >= 90 FROM shop_order",
)

# Runs, ledger and papers to the cent, with every number that the database gave.
OUTCOME = """
SELECT (SELECT string_agg(concat_ws(' ', period_key, state, input_hash, result_hash), ', '
                          ORDER BY period_key) FROM commissions_run),
       (SELECT md5(string_agg(concat_ws('|', t.idempotency_key, t.effective_on, p.source,
                                        p.destination, p.amount_minor), ',' ORDER BY p.id))
        FROM finance_ledgerposting p JOIN finance_ledgertransaction t ON t.id = p.transaction_id),
       (SELECT md5(string_agg(concat_ws('|', number, kind, gross_minor), ',' ORDER BY number))
        FROM finance_document),
       (SELECT concat_ws(' ', steps_done, steps_total, finished_at IS NOT NULL)
        FROM config_demotelling)
"""


def outcome(name: str) -> tuple[str, ...]:
    """Return what the history led to."""
    with connect(name) as reader:
        row = reader.execute(OUTCOME).fetchone()
    assert row is not None and all(row)
    return tuple(row)


_FROM_THE_START = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
FROM pg_sequences WHERE schemaname = 'public'
"""
COUNTED = """
SELECT (SELECT count(*) FROM network_member), (SELECT count(*) FROM commissions_run),
       (SELECT count(*) FROM finance_payoutbatch)
"""


def killed_while_founding(name: str) -> None:
    """Kill the load before the company is founded, twice; nothing of it is left."""
    for reached in FOUNDING:
        kill_when(name, f"SELECT last_value >= {reached} FROM core_auditentry_id_seq", *LOAD)
        with connect(name) as reader:
            left = reader.execute("SELECT count(*) FROM core_auditentry").fetchone()
            assert left == (0,)
            # A rolled back transaction leaves gaps; the numbers of both histories are compared.
            reader.execute(_FROM_THE_START)


def test_a_history_killed_again_and_again_ends_like_one_that_was_not() -> None:
    with database("vinea_told") as name:
        run(name, *LOAD)
        expected = outcome(name)
    with database("vinea_interrupted") as name:
        killed_while_founding(name)
        for moment in MOMENTS:
            kill_when(name, moment, *LOAD)
        run(name, *LOAD)
        assert outcome(name) == expected
        with connect(name) as reader:
            assert reader.execute(COUNTED).fetchone() == (45, 3, 2)
        assert run(name, "import_audit", "--json")["findings"] == []
        run(name, *LOAD)
        assert outcome(name) == expected
