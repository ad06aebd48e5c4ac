"""What makes a booking impossible, whatever the ledger holds."""

from __future__ import annotations

from finance.facts import Booking, Posting
from finance.rules import account_paths

MAX_AMOUNT_MINOR = 2**63 - 1


def booking_fault(booking: Booking) -> str | None:
    """Say what is wrong with a booking, or return None. Texts that do not parse are not quoted."""
    if not account_paths.is_name(booking.key):
        return "a booking key is made of letters, digits and . : / _ -"
    where = f"booking {booking.key}: "
    if not account_paths.is_kind(booking.kind):
        return where + 'a kind looks like "commissions.earned"'
    if not account_paths.is_name(booking.reference):
        return where + 'a reference looks like "run:12"'
    if not booking.postings:
        return where + "no postings"
    if len({posting.currency for posting in booking.postings}) > 1:
        return where + "one booking, one currency"
    if bool(booking.reason) != (booking.reverses is not None):
        return where + "a reversal, and only a reversal, has a reason"
    if booking.reason and not account_paths.is_kind(booking.reason):
        return where + 'a reason is a code like "transfer_returned"'
    faults = filter(None, map(_posting_fault, booking.postings))
    return next((where + fault for fault in faults), None)


def _posting_fault(posting: Posting) -> str | None:
    if type(posting.amount_minor) is not int or not 0 < posting.amount_minor <= MAX_AMOUNT_MINOR:
        return "an amount is a whole number of minor units above zero"
    if not account_paths.is_currency(posting.currency):
        return "a currency is a code like EUR"
    paths = (posting.source, posting.destination)
    if not all(map(account_paths.parse_account, paths)):
        return 'an account is a path like "member:1042:payable"'
    if posting.source == posting.destination:
        return "money moves from one account to another"
    return None
