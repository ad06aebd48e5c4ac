"""The way of the money, killed before each of its statements and taken up again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection

from commissions import public as commissions
from commissions.models import Run, VolumeDelivery, VolumeEntry, VolumeLine
from config.demo.taxes import tax_status
from core import outbox
from core.addresses import Address
from core.company import company, save_company
from core.models import OutboxEvent
from finance import public as finance
from finance.models import PayoutBatch, Statement
from network import public as network
from tests.db.commissions.company import (
    CHECKER,
    CLERK,
    CLOSING,
    FOUNDED,
    SYSTEM,
    Till,
    draft,
    enrol,
    found_company,
    sign,
)

PAY_TIME = datetime(2026, 6, 1, 8, tzinfo=UTC)
IBAN = "DE02120300000000202051"
HOME = Address("Anna Muster", "Am Bach 1", "79098", "Freiburg", "DE")
MANY_STATEMENTS = 500

pytestmark = pytest.mark.django_db(transaction=True)


class Killed(BaseException):
    """No program catches this, as none catches kill -9."""


class Killer:
    """Ends the connection before the n-th statement."""

    def __init__(self, before: int) -> None:
        self.left = before

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        """Let a statement through, or not."""
        self.left -= 1
        if self.left == 0:
            raise Killed
        return execute(*statement)


def killed_everywhere(act: Callable[[], object]) -> int:
    """Kill a deed before its first statement, its second, and so on, until it comes through."""
    for before in range(1, MANY_STATEMENTS):
        try:
            with connection.execute_wrapper(Killer(before)):
                act()
        except Killed:
            connection.close()
        else:
            return before
    raise AssertionError("it never came through")


@pytest.fixture
def payees(transactional_db: None) -> Sequence[str]:
    """Found a company whose three members have bank accounts, and sell; nothing is delivered."""
    found_company()
    bank = {
        "iban": IBAN,
        "tax_number": "06/123/45678",
        "town": "Freiburg",
        "street": "Am Bach 1",
        "postcode": "79098",
    }
    save_company(actor=SYSTEM, settings=replace(company(), **bank), at=FOUNDED)
    sign()
    till, line = Till(), enrol({"anna": None, "bert": "anna", "cara": "bert"})
    for number in line.values():
        network.import_tax_statuses(
            [tax_status(number, HOME, FOUNDED.date())],
            agreement="2026-01",
            actor=SYSTEM,
            at=FOUNDED,
        )
        finance.set_bank_account(
            payee=f"member:{number}", iban=IBAN, holder="Anna Muster", actor=SYSTEM, at=FOUNDED
        )
        till.sell(number, pv="60", cv="30")
    till.sell(line["cara"], cv="100", customer=True)
    OutboxEvent.objects.update(delivered_at=None)  # the till keeps them from being delivered
    return [f"member:{number}" for number in line.values()]


def test_no_kill_loses_or_doubles_money_between_the_order_and_the_bank(
    payees: Sequence[str],
) -> None:
    assert killed_everywhere(outbox.drain) > 10
    assert outbox.waiting() == 0
    for model in (VolumeEntry, VolumeLine, VolumeDelivery):
        assert model.objects.count() == 4
    earned_minor = settled()
    assert Statement.objects.count() == 3
    paid_out()
    kept_minor = sum(finance.balances_by_name("reserve", "EUR").values())
    sent_minor = finance.balance_minor("company:transfers_in_transit", "EUR")
    assert sent_minor + kept_minor == earned_minor > 0
    names = ("pending", "vested", "payable")
    left = finance.balances([f"{payee}:{name}" for payee in payees for name in names], "EUR")
    assert set(left.values()) == {0}


def settled() -> int:
    """Draft, approve and publish March under fire; return what it earned."""
    killed_everywhere(draft)
    run = Run.objects.get()
    terms = {"run_id": run.pk, "actor": CHECKER, "at": CLOSING}
    killed_everywhere(lambda: commissions.approve_run(**terms))
    killed_everywhere(lambda: commissions.publish_run(**terms))
    killed_everywhere(outbox.drain)
    assert outbox.waiting() == 0
    return run.earned_minor


def paid_out() -> None:
    """Vest, write Gutschriften, prepare and approve under fire."""
    day = PAY_TIME.date()
    killed_everywhere(lambda: commissions.vest_due(as_of=day, at=PAY_TIME, actor=CLERK))
    killed_everywhere(lambda: finance.issue_credit_notes(until=day, actor=CLERK, at=PAY_TIME))
    killed_everywhere(lambda: finance.prepare_payout(pay_on=day, actor=CLERK, at=PAY_TIME))
    batch = PayoutBatch.objects.get()
    approval = {"batch_id": batch.pk, "file_sha256": batch.file.sha256, "actor": CHECKER}
    killed_everywhere(lambda: finance.approve_payout(**approval, at=PAY_TIME))
