"""What a payee is told of a transfer that came back."""

from __future__ import annotations

from finance.bank_facts import ReturnedTransfer
from finance.models import TransferStep


def returned_transfer(line_id: int) -> ReturnedTransfer:
    """Return amount, day and account of a line that came back; for mails to its payee."""
    steps = TransferStep.objects.select_related("line__bank_account")
    step = steps.get(line=line_id, kind=TransferStep.Kind.RETURNED)
    account = step.line.bank_account
    return ReturnedTransfer(
        payee=step.line.payee,
        amount_minor=step.line.amount_minor,
        currency=step.line.currency,
        returned_on=step.on_day,
        bank_account_hint=account.hint if account else "",
    )
