"""Statements as their list shows them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Count, Max, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import StatementRow
from finance.models import Statement
from finance.rules.account_paths import member_id_of, payee_of_member
from finance.statement_facts import StatementRun, StatementSpan

FIRST_PAGE = PageRequest()


class StatementNotFound(NotFound):
    """No statement was issued for this payee and run."""

    code = "finance.statement_not_found"


def statements_of(actor: Actor, payee: str, page: PageRequest = FIRST_PAGE) -> Page[StatementRow]:
    """Return a payee's statements, newest first; partners see their own."""
    require(actor, "finance.see_statements", member_id=member_id_of(payee))
    start, end = page.bounds
    rows = Statement.objects.filter(payee=payee).order_by("-id")[start:end]
    return page.page(map(_shown, rows))


def statement_for_run(actor: Actor, payee: str, run_ref: str) -> StatementRow:
    """Return a payee's statement of one run.

    Raises: StatementNotFound.
    """
    require(actor, "finance.see_statements", member_id=member_id_of(payee))
    row = Statement.objects.filter(payee=payee, run_ref=run_ref).first()
    if row is None:
        raise StatementNotFound(_("There is no such statement. Choose one from the list."))
    return _shown(row)


def statement_span(actor: Actor, payee: str, run_ref: str) -> StatementSpan:
    """Return a payee's statement with the instant of the one before it.

    Raises: StatementNotFound.
    """
    row = statement_for_run(actor, payee, run_ref)
    before = Statement.objects.filter(payee=payee, currency=row.currency, pk__lt=row.id)
    previous_at = before.order_by("-pk").values_list("issued_at", flat=True).first()
    return StatementSpan(
        run_ref=row.run_ref,
        period_key=row.period_key,
        plan_label=row.plan_label,
        earned_minor=row.earned_minor,
        currency=row.currency,
        issued_at=row.issued_at,
        previous_at=previous_at,
    )


def statements_after(run_ref: str, statement_id: int, limit: int) -> tuple[StatementRow, ...]:
    """Return a run's statements behind one, in the order they were issued; for a job's steps."""
    rows = Statement.objects.filter(run_ref=run_ref, pk__gt=statement_id).order_by("pk")
    return tuple(map(_shown, rows[:limit]))


def statement_counts(run_refs: Collection[str]) -> dict[str, int]:
    """Return how many statements were issued for each run; runs without any are left out."""
    rows = Statement.objects.filter(run_ref__in=run_refs).order_by().values_list("run_ref")
    return dict(rows.annotate(Count("pk")))


def statements_of_run(
    actor: Actor, run_ref: str, page: PageRequest = FIRST_PAGE, *, member_id: int | None = None
) -> Page[StatementRow]:
    """Return a run's statements by rising member, or only one member's; for staff.

    Raises: NotAllowed.
    """
    require(actor, "finance.see_statements")
    rows = Statement.objects.filter(run_ref=run_ref).order_by("pk")
    if member_id is not None:
        rows = rows.filter(payee=payee_of_member(member_id))
    start, end = page.bounds
    return page.page(map(_shown, rows[start:end]))


def statement_runs(actor: Actor, page: PageRequest = FIRST_PAGE) -> Page[StatementRun]:
    """Return the runs that have statements, newest first.

    Raises: NotAllowed.
    """
    require(actor, "finance.see_statements")
    start, end = page.bounds
    return page.page(_run(row) for row in _runs()[start:end])


def statement_run(actor: Actor, run_ref: str) -> StatementRun:
    """Return a run's statements added up.

    Raises: NotAllowed; StatementNotFound — it has none.
    """
    require(actor, "finance.see_statements")
    rows = list(_runs().filter(run_ref=run_ref))
    if not rows:
        raise StatementNotFound(_("There is no such statement. Choose one from the list."))
    return _run(rows[0])


def _runs() -> QuerySet[Statement, tuple[Any, ...]]:
    groups = Statement.objects.order_by().values_list(
        "run_ref", "period_key", "plan_label", "currency", "issued_at"
    )
    return groups.annotate(Count("pk"), Sum("earned_minor"), last=Max("pk")).order_by("-last")


def _run(row: tuple[Any, ...]) -> StatementRun:
    return StatementRun(*row[:-1])


def _shown(row: Statement) -> StatementRow:
    return StatementRow(
        id=row.pk,
        payee=row.payee,
        run_ref=row.run_ref,
        period_key=row.period_key,
        plan_label=row.plan_label,
        earned_minor=row.earned_minor,
        currency=row.currency,
        issued_at=row.issued_at,
    )
