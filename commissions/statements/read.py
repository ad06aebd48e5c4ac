"""A member's statement of a run: head, lines and account, read as they were when it was issued."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta

from commissions.engine.plan import Plan
from commissions.selectors.run_rates import plan_of_run
from commissions.selectors.runs import find_run
from commissions.statements.account import account_of_span
from commissions.statements.days import due_on
from commissions.statements.facts import (
    DATED,
    UNDELIVERED,
    VESTED,
    DuePart,
    RuleTotal,
    StatementHead,
    StatementLine,
    StatementView,
)
from commissions.statements.names import Reader, named_lines, vests_on
from commissions.statements.rows import (
    Key,
    line_rows,
    part_rows,
    rule_rows,
)
from commissions.wording.names import rule_name
from core.errors import InvariantBroken
from core.paging import PageRequest
from core.policy import Actor, require
from finance import public as finance

LINES_SHOWN = 50


def statement_view(
    actor: Actor, *, run_id: int, member_id: int, page: PageRequest | None = None
) -> StatementView:
    """Return a statement with a page of its lines.

    Raises: NotAllowed; StatementNotFound. InvariantBroken — its lines are not its sum.
    """
    head, plan = _head(actor, run_id, member_id)
    request = page or PageRequest(size=LINES_SHOWN)
    rows = line_rows(_key(head), *request.bounds)
    return StatementView(
        head, request.page(named_lines(plan, _reader(head), rows), head.line_count)
    )


def whole_statement(
    actor: Actor, *, run_id: int, member_id: int
) -> tuple[StatementHead, Sequence[StatementLine]]:
    """Return a statement with every line, for paper.

    Raises: as `statement_view`; its lines are added up one by one.
    """
    head, plan = _head(actor, run_id, member_id)
    lines = named_lines(plan, _reader(head), line_rows(_key(head), 0, None))
    if sum(line.amount_minor for line in lines) != head.earned_minor:
        raise InvariantBroken(f"{head.run_ref}: the lines of member {member_id} are another sum")
    return head, lines


def _head(actor: Actor, run_id: int, member_id: int) -> tuple[StatementHead, Plan]:
    require(actor, "commissions.see_earnings", member_id=member_id)
    payee = finance.payee_of_member(member_id)
    span = finance.statement_span(actor, payee, f"run:{run_id}")
    run = find_run(run_id)
    plan, key = plan_of_run(run), Key(run_id, member_id, span.issued_at)
    last_day = run.ends_before - timedelta(days=1)
    rules = tuple(
        RuleTotal(rule_name=rule_name(plan, row.rule_id), **asdict(row)) for row in rule_rows(key)
    )
    moved = finance.account_span(payee, span.currency, after=span.previous_at, until=span.issued_at)
    head = StatementHead(
        run_id=run_id,
        run_ref=span.run_ref,
        member_id=member_id,
        period_key=span.period_key,
        starts_on=run.starts_on,
        ends_before=run.ends_before,
        plan_label=span.plan_label,
        plan_source=plan.source,
        plan_sha256=plan.sha256,
        currency=span.currency,
        issued_at=span.issued_at,
        previous_at=span.previous_at,
        due_on=due_on(last_day),
        earned_minor=span.earned_minor,
        line_count=sum(rule.line_count for rule in rules),
        rules=rules,
        parts=_parts(plan, key, last_day),
        account=account_of_span(moved),
        papers=finance.papers_between(
            payee, span.currency, after=span.previous_at, until=span.issued_at
        ),
        rates=plan.exchange.rates_between(run.starts_on, last_day) if plan.exchange else (),
    )
    _insist_on_sums(head)
    return head, plan


def _insist_on_sums(head: StatementHead) -> None:
    sums = {
        sum(rule.amount_minor for rule in head.rules),
        sum(part.amount_minor for part in head.parts),
    }
    if sums != {head.earned_minor}:
        raise InvariantBroken(f"{head.run_ref}: member {head.member_id} was told another sum")


def _key(head: StatementHead) -> Key:
    return Key(head.run_id, head.member_id, head.issued_at)


def _parts(plan: Plan, key: Key, last_day: date) -> tuple[DuePart, ...]:
    """Return what has vested, and the rest by the day until which it is paid.

    What is kept is worked out as it is when something vests: by day of the order and of vesting.
    """
    earned: Counter[tuple[str, date | None, date]] = Counter()
    for row in part_rows(key):
        day = vests_on(plan, row)
        waits = (DATED, day) if day else (UNDELIVERED, None)
        state = (VESTED, day) if row.is_vested else waits
        earned[*state, row.paid_on] += row.amount_minor
    parts: dict[tuple[str, date | None], DuePart] = {}
    for (name, vesting_on, _paid_on), amount_minor in earned.items():
        day = None if name == VESTED else vesting_on
        due = _due_on(name, day, last_day)
        kept_minor = _kept_minor(plan, amount_minor)
        part = DuePart(name, day, due, amount_minor, kept_minor, day)
        parts[name, due] = _joined(parts.get((name, due)), part)
    return tuple(sorted(parts.values(), key=_place))


def _joined(part: DuePart | None, more: DuePart) -> DuePart:
    """Return two parts that are paid by the same day as one."""
    if part is None:
        return more
    days = [day for one in (part, more) for day in (one.vests_on, one.last_vests_on) if day]
    return replace(
        part,
        vests_on=min(days, default=None),
        last_vests_on=max(days, default=None),
        amount_minor=part.amount_minor + more.amount_minor,
        reserve_minor=part.reserve_minor + more.reserve_minor,
    )


def _place(part: DuePart) -> tuple[int, date]:
    return (VESTED, DATED, UNDELIVERED).index(part.state), part.vests_on or date.min


def _kept_minor(plan: Plan, amount_minor: int) -> int:
    """Return the share that is kept of what vests on one day; of corrections nothing is kept."""
    if plan.reserve is None or amount_minor <= 0:
        return 0
    return plan.reserve.kept_minor(amount_minor)


def _due_on(state: str, day: date | None, last_day: date) -> date | None:
    if state == UNDELIVERED:
        return None
    return due_on(max(day or last_day, last_day))


def _reader(head: StatementHead) -> Reader:
    return Reader(head.member_id, head.ends_before - timedelta(days=1))
