"""Statements as their list shows them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require
from finance.facts import StatementRow
from finance.models import Statement
from finance.rules.account_paths import member_id_of

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
