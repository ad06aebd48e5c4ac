"""The lines of payouts as the bank's statements name them, with how far each got."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from finance.models import PayoutBatch, PayoutLine, TransferStep
from finance.models.payout import BatchState, LineState
from finance.rules.bank_matching import OrderedFile, OrderedTransfer


def ordered_transfers(end_to_end_ids: Iterable[str]) -> dict[str, OrderedTransfer]:
    """Return the lines by their end-to-end id."""
    wanted = {each for each in end_to_end_ids if each}
    return {each.end_to_end_id: each for each in _read(PayoutLine.objects.filter(
        end_to_end_id__in=wanted
    ))}  # fmt: skip


def ordered_files(message_ids: Iterable[str]) -> dict[str, OrderedFile]:
    """Return the approved payment files by their message id, with all their lines."""
    wanted = {each for each in message_ids if each}
    batches = PayoutBatch.objects.filter(message_id__in=wanted, state=BatchState.APPROVED)
    lines: dict[int, list[OrderedTransfer]] = defaultdict(list)
    found = list(batches)
    for line in _read(PayoutLine.objects.filter(batch__in=found, state=LineState.PAID)):
        lines[line.batch_id].append(line)
    return {
        batch.message_id: OrderedFile(
            batch.pk, batch.message_id, batch.total_minor, batch.currency, tuple(lines[batch.pk])
        )
        for batch in found
    }


def _read(lines: Iterable[PayoutLine]) -> Sequence[OrderedTransfer]:
    rows = list(lines)
    steps = TransferStep.objects.filter(line__in=rows).values_list("line_id", "kind")
    done = set(steps)
    return [
        OrderedTransfer(
            line_id=row.pk,
            batch_id=row.batch_id,
            payee=row.payee,
            amount_minor=row.amount_minor,
            currency=row.currency,
            end_to_end_id=row.end_to_end_id or "",
            is_ordered=row.state == LineState.PAID,
            is_settled=(row.pk, TransferStep.Kind.SETTLED) in done,
            is_returned=(row.pk, TransferStep.Kind.RETURNED) in done,
        )
        for row in rows
    ]
