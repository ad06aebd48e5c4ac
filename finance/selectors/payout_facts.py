"""What a payout has to know of every payee with money: read in a few statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.db import connection

from core.company import company, local_date
from finance.rules.account_paths import PAYABLE, RECEIVABLE, account_of, member_id_of
from finance.rules.payout_lines import PayeeFacts, PayoutRules
from finance.selectors.balances import balances, balances_by_name
from finance.selectors.bank_accounts import open_bank_accounts
from finance.selectors.claims import obstacle_of, open_claims, suppliers_of
from finance.selectors.holds import holds_of
from finance.selectors.payout_terms import terms_in_force
from network.public import statuses_on

_LEFT = "terminated"
# The oldest amount that is still there when what went out is taken from the oldest ones first.
_SINCE = """
    SELECT account, min(effective_on) FROM (
        SELECT h.account, h.balance, t.effective_on,
               sum(p.amount_minor) OVER (PARTITION BY h.account
                                         ORDER BY t.effective_on DESC, p.id DESC)
                   - p.amount_minor AS newer
        FROM unnest(%(accounts)s::text[], %(held)s::bigint[]) AS h(account, balance)
        JOIN finance_ledgerposting p ON p.destination = h.account AND p.currency = %(currency)s
        JOIN finance_ledgertransaction t ON t.id = p.transaction_id
    ) came WHERE newer < balance GROUP BY account
"""


def payout_rules(at: datetime) -> PayoutRules:
    """Return the rules of paying at a moment: a plan's minimum goes before the company's."""
    ours, today = company(), local_date(at)
    terms = terms_in_force(ours.currency, today)
    minimum_minor = terms.minimum_minor if terms else None
    days = terms.force_after_days if terms else None
    return PayoutRules(
        at=at,
        today=today,
        minimum_minor=ours.minimum_payout_minor if minimum_minor is None else minimum_minor,
        force_after=timedelta(days=ours.force_payout_after_days if days is None else days),
        cool_down=timedelta(hours=ours.bank_cool_down_hours),
    )


def payee_facts(currency: str, rules: PayoutRules) -> dict[str, PayeeFacts]:
    """Return what is known of each payee with something payable, or vested and lacking papers."""
    due = _payable(currency)
    waiting = _waiting(currency, rules.today)
    payees = [*due, *(payee for payee in waiting if payee not in due)]
    owed = balances((account_of(payee, RECEIVABLE) for payee in due), currency)
    banks = open_bank_accounts(list(due), rules.at)
    held = holds_of(due, rules.at)
    small = {payee: minor for payee, minor in due.items() if minor < rules.minimum_minor}
    since = payable_since(small, currency)
    gone = _gone(small, rules.today)
    return {
        payee: PayeeFacts(
            payable_minor=due.get(payee, 0),
            owed_minor=max(-owed.get(account_of(payee, RECEIVABLE), 0), 0),
            waiting_minor=waiting[payee][0] if payee in waiting else 0,
            missing_paper=waiting[payee][1] if payee in waiting else "",
            bank=banks.get(payee),
            is_on_hold=payee in held,
            payable_since=since.get(payee),
            has_left=payee in gone,
        )
        for payee in payees
    }


def _payable(currency: str) -> dict[str, int]:
    payable = balances_by_name(PAYABLE, currency)
    return {path.removesuffix(f":{PAYABLE}"): minor for path, minor in payable.items() if minor > 0}


def _waiting(currency: str, today: date) -> dict[str, tuple[int, str]]:
    """Return what has vested and can stand on no Gutschrift yet, by payee, with the reason."""
    claims = open_claims(currency)
    known = suppliers_of({claim.payee for claim in claims}, today)
    found: dict[str, tuple[int, str]] = {}
    for claim in claims:
        supplier = known.get(claim.payee)
        span = supplier.span_on(claim.service_on) if supplier else None
        if reason := obstacle_of(supplier, span, claim.service_on):
            minor, first = found.get(claim.payee, (0, reason))
            found[claim.payee] = (minor + claim.left_minor, first)
    return found


def payable_since(payable: Mapping[str, int], currency: str) -> dict[str, date]:
    """Return the day of the oldest amount that each payee was not paid yet."""
    accounts = [account_of(payee, PAYABLE) for payee in payable]
    held = list(payable.values())
    given: dict[str, list[str] | list[int] | str] = {
        "accounts": accounts,
        "held": held,
        "currency": currency,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SINCE, given)
        return {path.removesuffix(f":{PAYABLE}"): day for path, day in cursor.fetchall()}


def _gone(payees: Collection[str], today: date) -> set[str]:
    """Return the members whose contract has ended: nothing more will come for them."""
    members = {member_id_of(payee): payee for payee in payees}
    known = [member_id for member_id in members if member_id is not None]
    states = statuses_on(known, today) if known else {}
    return {members[member_id] for member_id, state in states.items() if state == _LEFT}
