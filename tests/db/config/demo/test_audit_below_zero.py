"""What returns of closed months lead to, and the auditor has to know: found by a random walk."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection

from commissions import public as commissions
from commissions.models import RunMember
from config.demo.audit.earnings import audit_earnings
from config.demo.audit.ledger import audit_ledger
from tests.db.commissions.company import (
    APRIL,
    CLERK,
    IN_APRIL,
    MAY_FIRST,
    Till,
    deliver,
    enrol,
    found_company,
    publish,
    sign,
    take_back,
)
from tests.simulation.money_company import Terms
from tests.simulation.money_company import sign as signed_anew

pytestmark = pytest.mark.django_db


def below_zero() -> RunMember:
    """Let bert bring everything back a month later; return what April says of him."""
    till, line = Till(), enrol({"anna": None, "bert": "anna"})
    order = till.record(line["bert"], pv="80", cv="100")
    publish()
    take_back(order, pv="80", cv="100")
    april = publish(APRIL, at=MAY_FIRST)
    return RunMember.objects.get(run_id=april.run_id, member_id=line["bert"])


def test_the_lowest_rank_is_everybodys_all_the_same() -> None:
    found_company()
    sign()
    bert = below_zero()
    assert (bert.pv_minor, bert.gv_minor, bert.earned_rank) == (-80_00, -80_00, "partner")
    assert audit_earnings() == []


def test_without_a_minimum_everybody_is_active() -> None:
    found_company()
    nobody_inactive = ((r"\[active\].*\n.*\n", ""), ('"inactive", ', ""))
    signed_anew(Terms("without a minimum", nobody_inactive))
    assert below_zero().is_active
    assert audit_earnings() == []


def test_a_rank_that_was_changed_is_found_there_too() -> None:
    found_company()
    sign()
    bert = below_zero()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE commissions_runmember DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE commissions_runmember SET earned_rank = 'teamleitung'"
            " WHERE (run_id, member_id) = (%s, %s)",
            [bert.run_id, bert.member_id],
        )
    assert [finding.check for finding in audit_earnings()] == ["standings = volumes"]


def vest(at: datetime) -> None:
    """Let everything vest that is due."""
    commissions.vest_due(as_of=at.date(), at=at, actor=CLERK)


def test_a_correction_vests_with_the_month_that_it_corrects() -> None:
    """Bert is no longer active in March: his line about cara's order goes to anna."""
    found_company()
    again = (
        (r"earnings +=.*", 'earnings = "recompute"'),
        (r"(?m)^volume  .*", 'volume = "original_period"'),
    )
    signed_anew(Terms("calculated again", again))
    till, line = Till(), enrol({"anna": None, "bert": "anna", "cara": "bert"})
    till.record(line["anna"], pv="60")
    own = till.record(line["bert"], pv="60")
    till.record(line["cara"], pv="80", cv="100")
    publish()
    deliver()
    vest(MAY_FIRST - timedelta(days=10))
    take_back(own, pv="60")
    till.record(line["anna"], pv="60", on=IN_APRIL)
    till.record(line["cara"], pv="80", cv="50", on=IN_APRIL)
    april = publish(APRIL, at=MAY_FIRST)
    deliver()
    vest(MAY_FIRST + timedelta(days=20))
    assert april.correction_count == 3
    assert [one for one in audit_ledger() if one.check == "nothing vests too late"] == []
