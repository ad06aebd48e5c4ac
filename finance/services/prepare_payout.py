"""Prepare a payout: freeze what is payable, write the bank file, wait for a second person."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from core import audit
from core.company import company, local_date
from core.encryption import new_person, seal
from core.errors import Invalid, Refused
from core.money import exponent
from core.policy import Actor, require
from finance.facts import Batch
from finance.models import PayoutBatch, PayoutFile, PayoutLine
from finance.models.payout import LineState
from finance.rules.account_paths import member_id_of
from finance.rules.ibans import bic_of
from finance.rules.payment_file import DECIMALS, Payment, PaymentOrder, write_payment_file
from finance.rules.payment_ids import MessageIds, message_ids
from finance.rules.payout_lines import LinePlan, plan_lines
from finance.selectors.payout_facts import payee_facts, payout_rules
from finance.selectors.payouts import batch_of, open_payees
from finance.services.authors import author
from finance.services.bank_file_check import insist_file_matches
from finance.services.book import lock_payables
from finance.services.debtor import debtor
from network.public import home_towns

BULK = 5_000


class NothingToPay(Refused):
    """No balance can be paid now; `held` counts those that something holds."""

    code = "finance.nothing_to_pay"


class PayDayPassed(Invalid):
    """Banks refuse an execution date that has passed."""

    code = "finance.pay_day_passed"


class CurrencyNotInBankFiles(Refused):
    """Our bank files write two decimals; yen have none and dinars three."""

    code = "finance.currency_not_in_bank_files"


@transaction.atomic
def prepare_payout(*, pay_on: date, actor: Actor, at: datetime) -> Batch:
    """Put every payable balance into a batch with its bank file; nothing is booked yet.

    What cannot be paid is held in the batch, with the reason (`rules.payout_lines`). Payees who
    wait in another prepared batch are left there.
    Raises: NothingToPay; PayDayPassed; CompanyAccountMissing; CurrencyNotInBankFiles.
    """
    require(actor, "finance.prepare_payout")
    if pay_on < local_date(at):
        raise PayDayPassed(_("The day of payment has passed. Choose today or a later day."))
    currency = _payable_currency()
    lock_payables(currency)
    lines = _due_lines(currency, at)
    paid = [line for line in lines if line.is_paid]
    if not paid:
        raise _nothing_to_pay(len(lines))
    order, ids = _payment_order(paid, currency, pay_on, at)
    batch = _store_batch(order, actor)
    _store_lines(batch, lines, ids)
    _store_file(batch, write_payment_file(order))
    _record(batch, actor)
    return batch_of(batch.pk)


def _payable_currency() -> str:
    currency = company().currency
    if exponent(currency) != DECIMALS:
        text = _("Bank files cannot be written in %(currency)s yet. Pay by hand, or ask support.")
        raise CurrencyNotInBankFiles(text % {"currency": currency}, currency=currency)
    return currency


def _due_lines(currency: str, at: datetime) -> list[LinePlan]:
    rules = payout_rules(at)
    return plan_lines(payee_facts(currency, rules), rules, busy=open_payees(currency))


def _nothing_to_pay(held: int) -> NothingToPay:
    if held:
        text = _("Nothing can be paid now: all %(held)d amounts that are due are held.")
        return NothingToPay(text % {"held": held}, held=held)
    return NothingToPay(_("There is nothing to pay. Balances may wait in a prepared payout."))


def _payment_order(
    paid: Sequence[LinePlan], currency: str, pay_on: date, at: datetime
) -> tuple[PaymentOrder, MessageIds]:
    payer = debtor()
    ids = message_ids(debtor_iban=payer.iban, nonce=uuid4().hex, at=at)
    with translation.override(company().language):
        text = _("Payout %(day)s, no. %(number)s") % {"day": f"{pay_on:%d.%m.%Y}", "number": "{}"}
    members = {line.payee: member_id_of(line.payee) for line in paid}
    towns = home_towns([number for number in members.values() if number is not None])
    payments = [
        _payment(line, ids, text, currency, towns.get(members[line.payee] or 0, ("", "")))
        for line in paid
    ]
    return PaymentOrder(ids.message_id, at, pay_on, currency, payer, payments), ids


def _payment(
    line: LinePlan, ids: MessageIds, text: str, currency: str, home: tuple[str, str]
) -> Payment:
    assert line.bank is not None, line.payee
    return Payment(
        end_to_end_id=ids.end_to_end_id(line.line_no),
        name=line.bank.holder,
        iban=line.bank.iban,
        bic="" if currency == "EUR" else bic_of(line.bank.iban),
        amount_minor=line.amount_minor,
        text=text.format(line.payee.rpartition(":")[2]),
        town=home[0],
        country=home[1],
    )


def _store_batch(order: PaymentOrder, actor: Actor) -> PayoutBatch:
    return PayoutBatch.objects.create(
        currency=order.currency,
        pay_on=order.pay_on,
        message_id=order.message_id,
        payment_count=len(order.payments),
        total_minor=sum(payment.amount_minor for payment in order.payments),
        prepared_by=author(actor),
        prepared_at=order.created_at,
    )


def _store_lines(batch: PayoutBatch, lines: Sequence[LinePlan], ids: MessageIds) -> None:
    rows = [
        PayoutLine(
            batch=batch,
            line_no=line.line_no,
            payee=line.payee,
            amount_minor=line.amount_minor,
            currency=batch.currency,
            state=LineState.OPEN if line.is_paid else LineState.HELD,
            held_reason=line.held_reason,
            bank_account_id=line.bank.id if line.bank else None,
            end_to_end_id=ids.end_to_end_id(line.line_no) if line.is_paid else None,
            is_first_to_account=line.is_paid and line.bank is not None and line.bank.is_new,
        )
        for line in lines
    ]
    PayoutLine.objects.bulk_create(rows, batch_size=BULK)


def _store_file(batch: PayoutBatch, content: bytes) -> None:
    """Seal the file with a key of its own: it holds names and IBANs."""
    insist_file_matches(batch, content)
    key = new_person()
    PayoutFile.objects.create(
        batch=batch,
        key_id=key,
        content_sealed=seal(key, content.decode()),
        sha256=hashlib.sha256(content).hexdigest(),
    )


def _record(batch: PayoutBatch, actor: Actor) -> None:
    audit.record(
        actor=actor,
        action="finance.prepare_payout",
        subject=f"payout:{batch.pk}",
        at=batch.prepared_at,
        facts={
            "payments": batch.payment_count,
            "total_minor": batch.total_minor,
            "currency": batch.currency,
            "file_sha256": batch.file.sha256,
        },
    )
