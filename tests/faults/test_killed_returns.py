"""A return and what it takes back, killed before each statement and taken up again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection

from commissions import public as commissions
from commissions.models import EarningLine, Run, RunReversal, VolumeReversal, VolumeReversalLine
from finance.public import balance_minor
from tests.db.commissions.company import (
    APRIL,
    CHECKER,
    CLERK,
    MAY_FIRST,
    Till,
    accounts,
    deliver,
    draft,
    enrol,
    found_company,
    publish,
    sign,
    undo,
)
from tests.faults.test_killed_at_every_statement import killed_everywhere

VESTED = datetime(2026, 4, 20, 8, tzinfo=UTC)

pytestmark = pytest.mark.django_db(transaction=True)


def test_no_kill_loses_or_doubles_what_is_taken_back() -> None:
    found_company()
    sign()
    till, line = Till(), enrol({"anna": None, "bert": "anna", "cara": "bert"})
    for name in ("anna", "bert"):
        till.record(line[name], pv="60")
    vested, pending = (till.record(line["cara"], pv="80", cv="100") for _order in range(2))
    publish()
    deliver(vested)
    commissions.vest_due(as_of=VESTED.date(), at=VESTED, actor=CLERK)
    for order_id in (vested, pending):
        undo(order_id, pv="80", cv="100")
    killed_everywhere(lambda: commissions.reverse_volume(order_ids=[vested, pending], at=MAY_FIRST))
    assert (VolumeReversal.objects.count(), VolumeReversalLine.objects.count()) == (2, 2)
    killed_everywhere(lambda: draft(APRIL, at=MAY_FIRST))
    run = Run.objects.exclude(state="discarded").get(period_key=APRIL)
    assert run.correction_count == RunReversal.objects.count() * 2 == 4
    commissions.approve_run(run_id=run.pk, actor=CHECKER, at=MAY_FIRST)
    statements = killed_everywhere(
        lambda: commissions.publish_run(run_id=run.pk, actor=CHECKER, at=MAY_FIRST)
    )
    assert statements > 20
    assert [accounts(number) for number in line.values()] == [{}, {}, {}]
    assert balance_minor("company:commission_cost", "EUR") == 0
    assert EarningLine.objects.filter(run_id=run.pk).count() == 4
    connection.close()
