"""The same seed on two fresh databases is the same history, killed again and again or not."""

from __future__ import annotations

import pytest

from tests.simulation.killing import connect, database, kill_when, run

pytestmark = pytest.mark.usefixtures("empty_template")

LOAD = ("load_demo_company", "--as-of", "2026-11-21T14:00:00+00:00")

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


def test_a_history_killed_again_and_again_ends_like_one_that_was_not() -> None:
    with database("vinea_told") as name:
        run(name, *LOAD)
        expected = outcome(name)
    with database("vinea_interrupted") as name:
        for moment in MOMENTS:
            kill_when(name, moment, *LOAD)
        run(name, *LOAD)
        assert outcome(name) == expected
        assert run(name, "import_audit", "--json")["findings"] == []
        run(name, *LOAD)
        assert outcome(name) == expected
