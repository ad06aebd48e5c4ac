"""Take a consumer's withdrawal: keep it, acknowledge it, and do what follows from it.

A statement is never refused. What cannot be carried out at once is kept all the same and looked at.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from core import audit, encryption
from core.company import company
from core.errors import Invalid, Refusal
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from shop.events import WithdrawalReceived
from shop.models import Order, Return, Withdrawal
from shop.models.order import Kind, Purpose
from shop.models.withdrawal import DONE_AT_ONCE, Verdict
from shop.rules.withdrawal_deadline import Period, period
from shop.selectors.contacts import read_contact
from shop.selectors.deadlines import deadline_of
from shop.selectors.order_links import holds_link
from shop.selectors.pieces import are_lines_of
from shop.services.carry_out_withdrawal import carry_out
from shop.values.withdrawals import Received, Sender, Statement

log = structlog.get_logger(__name__)

MAX_TEXT, MAX_ITEMS = 200, 2_000
CLERK = Actor.system("withdrawal")


class IncompleteStatement(Invalid):
    """Name, order number or e-mail is missing; facts name the field."""

    code = "shop.incomplete_statement"


@transaction.atomic
def withdraw(*, statement: Statement, sender: Sender, at: datetime) -> Received:
    """Keep a statement unchangeably, and begin the return or the cancellation it leads to.

    The same page sent twice is one statement. Three statements on one order are three
    acknowledgements, one return and one refund.

    Raises: IncompleteStatement.
    """
    _insist_on_fields(statement)
    take(Lock.ORDER, f"withdrawal:{sender.key}")
    known = Withdrawal.objects.filter(key=sender.key).first()
    if known is not None:
        return Received(known.pk, known.token)
    order = _order_meant(statement)
    if order is not None:
        take(Lock.ORDER, f"order:{order.pk}")
        order.refresh_from_db()
    until = deadline_of(order) if order else None
    verdict = _verdict(statement, sender, order, until, at)
    of_return: Return | None = None
    if order is not None and verdict in DONE_AT_ONCE:
        verdict, of_return = _carried_out(order, statement, verdict, at)
    row = _keep(statement, sender, verdict, until, at)
    Withdrawal.objects.filter(pk=row.pk).update(order=order, of_return=of_return)
    audit.record(
        actor=CLERK, action="shop.withdraw", subject=f"withdrawal:{row.pk}", at=at,
        facts={"verdict": str(verdict), "order": order.pk if order else None},
    )  # fmt: skip
    publish(WithdrawalReceived(withdrawal_id=row.pk, at=at))
    return Received(row.pk, row.token)


def _insist_on_fields(statement: Statement) -> None:
    for field in ("name", "order_number", "email"):
        text = getattr(statement, field).strip()
        if not text or len(text) > MAX_TEXT:
            raise IncompleteStatement(_("Please fill this in, in at most 200 signs."), field=field)


def _order_meant(statement: Statement) -> Order | None:
    number = statement.order_number.strip().lstrip("#").strip()
    if not number.isprintable():
        return None
    return Order.objects.select_related("channel").filter(number=number).first()


def _verdict(
    statement: Statement, sender: Sender, order: Order | None, until: datetime | None, at: datetime
) -> Verdict:
    """Say what can be done at once; whatever is doubtful is for people."""
    if order is None:
        return Verdict.UNKNOWN_ORDER
    doubts = (
        (sender.is_one_of_many, Verdict.TOO_MANY),
        (not _is_the_buyers(statement, sender, order), Verdict.OTHER_EMAIL),
        (bool(statement.items.strip()), Verdict.IN_WORDS),
        (order.kind != Kind.SALE or order.person_id is None, Verdict.UNCLEAR),
        (not are_lines_of(order.pk, statement.lines), Verdict.UNCLEAR),
        (order.purpose in {Purpose.RESALE, Purpose.MIXED}, Verdict.BUSINESS),
        (period(until, at) == Period.OVER, Verdict.LATE),
    )
    for is_so, verdict in doubts:
        if is_so:
            return verdict
    return Verdict.OPEN if until is None else Verdict.IN_TIME


def _is_the_buyers(statement: Statement, sender: Sender, order: Order) -> bool:
    """Tell whether the statement comes from whom we know: by sign-in, by link or by address."""
    if sender.account_id is not None and sender.account_id == order.account_id:
        return True
    if holds_link(sender.link, order.pk):
        return True
    contact = read_contact(order.person_id, order.contact_sealed)
    return contact is not None and _plain(contact.email) == _plain(statement.email)


def _plain(email: str) -> str:
    return email.strip().casefold()


def _carried_out(
    order: Order, statement: Statement, verdict: Verdict, at: datetime
) -> tuple[Verdict, Return | None]:
    """Begin what follows; a refusal on the way leaves the statement for people, never unsent."""
    try:
        with transaction.atomic():
            done = carry_out(order, statement.lines, actor=CLERK, stated_at=at, at=at)
    except Refusal as refusal:
        log.warning("a withdrawal has to be looked at", order_id=order.pk, code=refusal.code)
        return Verdict.UNCLEAR, None
    return (Verdict.REPEATED if done.is_repeated else verdict), done.of_return


def _keep(
    statement: Statement, sender: Sender, verdict: Verdict, until: datetime | None, at: datetime
) -> Withdrawal:
    zone, person_id = company().time_zone, encryption.new_person()
    told = json.dumps(_told(statement, sender, zone, at), sort_keys=True, ensure_ascii=False)
    return Withdrawal.objects.create(
        key=sender.key,
        person_id=person_id,
        statement_sealed=encryption.seal(person_id, told),
        statement_sha256=hashlib.sha256(told.encode()).hexdigest(),
        language=sender.language,
        zone=zone,
        received_at=at,
        verdict=verdict,
        deadline=until,
    )


def _told(statement: Statement, sender: Sender, zone: str, at: datetime) -> dict[str, object]:
    """Return the statement as the consumer sees it confirmed, word for word."""
    with override(sender.language):
        declaration = _("I withdraw from the contract for the goods named here.")
    return {
        "name": statement.name.strip(),
        "order_number": statement.order_number.strip(),
        "email": statement.email.strip(),
        "lines": [list(pair) for pair in statement.lines],
        "items": statement.items.strip()[:MAX_ITEMS],
        "declaration": declaration,
        "received_at": at.astimezone(ZoneInfo(zone)).isoformat(),
        "zone": zone,
    }
