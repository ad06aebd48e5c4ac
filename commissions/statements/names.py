"""Lines with as much of a name as the member may read: whose order it was, and when it vests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import network.public as network
import shop.public as shop
from commissions.engine.facts import CUSTOMER
from commissions.engine.plan import Plan
from commissions.statements.facts import StatementLine
from commissions.statements.rows import LineRow, PartRow
from commissions.wording.names import rule_name


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the lines, and on which day's tree the names depend."""

    member_id: int
    day: date


def named_lines(plan: Plan, reader: Reader, rows: Sequence[LineRow]) -> list[StatementLine]:
    """Return rows as lines, in a few statements however many there are."""
    names = network.names_for(reader.member_id, {row.from_member_id for row in rows}, reader.day)
    customers = _customers(reader.member_id, rows)
    return [
        StatementLine(
            **_without(asdict(row), "payment_method", "ends_before"),
            rule_name=rule_name(plan, row.rule_id),
            from_name=names.get(row.from_member_id, ""),
            customer=customers.get(row.order_id or 0, ""),
            vests_on=vests_on(plan, row),
        )
        for row in rows
    ]


def vests_on(plan: Plan, row: LineRow | PartRow) -> date | None:
    """Return when something vests, None while its order was not delivered."""
    if not row.has_order:
        return plan.rest_vests_on(row.ends_before)
    if row.delivered_on is None:
        return None
    return plan.vests_on(row.delivered_on, row.paid_on, row.payment_method)


def initials(name: str) -> str:
    """Return "B. K." for "Bea Kundin"."""
    return " ".join(f"{word[0]}." for word in name.split())


def _without(facts: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key not in names}


def _customers(member_id: int, rows: Sequence[LineRow]) -> dict[int, str]:
    """Return the initials of the member's own customers by order; of nobody else's."""
    own = [
        row.order_id
        for row in rows
        if row.order_id and row.kind == CUSTOMER and row.from_member_id == member_id
    ]
    accounts = shop.accounts_of_orders(own)
    known = [account for account in accounts.values() if account is not None]
    names = network.customer_names(member_id, known)
    return {
        order_id: initials(names.get(account, ""))
        for order_id, account in accounts.items()
        if account is not None
    }
