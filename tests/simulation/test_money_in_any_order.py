"""Whatever happens in whatever order: each cent is where the papers say, and everything undone
leaves nothing.
"""

from __future__ import annotations

from random import Random

import pytest
from time_machine import TimeMachineFixture

import commissions.public as commissions
from config.demo.audit.run_audit import findings
from tests.db.config.demo.closed_months import check_sentences
from tests.simulation.money_company import CLERK, Terms, ledger_balances, rows
from tests.simulation.money_walk import Walk

STEPS = 75
OWN_FAULT = (r'at_company_fault = "keep"', 'at_company_fault = "take_back"')
AGAIN = (r"earnings +=.*", 'earnings = "recompute"')
IN_ITS_PERIOD = (r"(?m)^volume  .*", 'volume = "original_period"')
SHIPPED = Terms("as shipped")
TAKEN_BACK = Terms("taken back whoever is to blame", (OWN_FAULT,))
RECOMPUTED = Terms("calculated again", (OWN_FAULT, AGAIN, IN_ITS_PERIOD))


def check_signs() -> None:
    """Insist that nothing came from nowhere, and that no account has the wrong sign."""
    balances = ledger_balances()
    assert sum(balances.values()) == 0
    wrong = {
        account: minor
        for account, minor in balances.items()
        if account.startswith("member:") and (minor > 0) == account.endswith(":receivable")
        and minor
    }  # fmt: skip
    assert wrong == {}


def check_everything(walk: Walk) -> None:
    """Let the auditor go through everything, calculate every published run again, ask each why."""
    assert list(findings(at=walk.now)) == []
    published = "SELECT id, input_hash, result_hash FROM commissions_run WHERE state = 'published'"
    for run_id, input_hash, result_hash in rows(published):
        check = commissions.verify_run(CLERK, int(str(run_id)))
        assert (check.is_same, check.input_hash, check.result_hash) == (
            True, input_hash, result_hash,
        )  # fmt: skip
    for language in ("de", "en"):
        check_sentences(language)


@pytest.mark.django_db
@pytest.mark.parametrize(("seed", "terms"), [(1, SHIPPED), (3, TAKEN_BACK), (4, RECOMPUTED)])
def test_whatever_happens_every_cent_is_where_the_papers_say(
    seed: int, terms: Terms, time_machine: TimeMachineFixture
) -> None:
    walk = Walk(Random(seed), time_machine, terms)
    walk.found()
    for _number in range(STEPS):
        walk.step()
        check_signs()
    check_everything(walk)
    walk.give_everything_back()
    check_signs()
    check_everything(walk)
    if terms.gives_everything_back:
        members = {a: m for a, m in ledger_balances().items() if a.startswith("member:") and m}
        assert members == {}
