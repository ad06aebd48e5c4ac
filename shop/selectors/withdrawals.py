"""Statements of withdrawal: for those who sent them, for mails, and for staff who look at them."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from shop.models import OrderLine, Withdrawal
from shop.models.withdrawal import DONE_AT_ONCE
from shop.values.deliveries import Picked
from shop.values.withdrawals import WithdrawalView

_GONE = json.dumps(
    {"name": "", "order_number": "", "email": "", "lines": [], "items": "", "declaration": ""}
)


class WithdrawalNotFound(NotFound):
    """There is no such statement."""

    code = "shop.withdrawal_not_found"


def withdrawal_by_token(*, token: UUID) -> WithdrawalView:
    """Return a statement to whoever holds its token: the sender.

    Raises: WithdrawalNotFound.
    """
    return _one(Withdrawal.objects.filter(token=token))


def withdrawal_statement(withdrawal_id: int) -> WithdrawalView:
    """Return a statement for its acknowledgement.

    Raises: WithdrawalNotFound.
    """
    return _one(Withdrawal.objects.filter(pk=withdrawal_id))


def withdrawals_page(
    *, actor: Actor, page: PageRequest, only_open: bool = True
) -> Page[WithdrawalView]:
    """List statements, newest first; at first those that somebody has to look at.

    Raises: NotAllowed.
    """
    policy.require(actor, "shop.see_withdrawals")
    rows = Withdrawal.objects.select_related("of_return").order_by("-pk")
    if only_open:
        rows = rows.filter(reviewed_at=None).exclude(verdict__in=DONE_AT_ONCE)
    start, stop = page.bounds
    found = list(rows[start:stop])
    texts = encryption.unseal_many_or(
        [(row.person_id, bytes(row.statement_sealed)) for row in found], _GONE
    )
    told = [json.loads(text) for text in texts]
    names = _names({line for one in told for line, _count in one["lines"]})
    return page.page(_view(row, one, names) for row, one in zip(found, told, strict=True))


def stated_pieces(row: Withdrawal) -> tuple[Picked, str]:
    """Return which pieces a statement names, and its own words for them; neither means all."""
    told = json.loads(encryption.unseal_or(row.person_id, bytes(row.statement_sealed), _GONE))
    return tuple((line_id, count) for line_id, count in told["lines"]), told["items"]


def _one(rows: QuerySet[Withdrawal]) -> WithdrawalView:
    row = rows.select_related("of_return").first()
    if row is None:
        raise WithdrawalNotFound(_("There is no such statement."))
    told = json.loads(encryption.unseal_or(row.person_id, bytes(row.statement_sealed), _GONE))
    return _view(row, told, _names({line for line, _count in told["lines"]}))


def _names(line_ids: set[int]) -> dict[int, str]:
    if not line_ids:
        return {}
    return dict(OrderLine.objects.filter(pk__in=line_ids).values_list("pk", "name"))


def _view(row: Withdrawal, told: dict[str, Any], names: dict[int, str]) -> WithdrawalView:
    chosen = [f"{count} × {names[line]}" for line, count in told["lines"] if line in names]
    words = [told["items"]] if told["items"] else []
    return WithdrawalView(
        withdrawal_id=row.pk,
        person_id=row.person_id,
        token=row.token,
        name=told["name"],
        order_number=told["order_number"],
        email=told["email"],
        items=(*chosen, *words),
        declaration=told["declaration"],
        received_at=row.received_at,
        zone=row.zone,
        language=row.language,
        verdict=row.verdict,
        deadline=row.deadline,
        order_id=row.order_id,
        return_number=row.of_return.number if row.of_return else "",
        reviewed_at=row.reviewed_at,
        outcome=row.outcome or "",
        sha256=row.statement_sha256,
        lines=tuple((line, count) for line, count in told["lines"]),
        is_in_words=bool(words),
    )
