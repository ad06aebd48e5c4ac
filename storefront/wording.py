"""The words and colours of states; a badge always carries its word."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import shop.public as shop
from storefront.calculation_words import CALCULATION, Words
from storefront.sales_words import PARTNERS_SALES

ORDER: Words = {
    "placed": ("warn", _("Awaiting payment")),
    "paid": ("info", _("Paid")),
    "in_delivery": ("info", _("In delivery")),
    "delivered": ("good", _("Delivered")),
    "cancelled": ("", _("Cancelled")),
}
ORDER_STEP: Words = {**ORDER, "placed": ("", _("Ordered"))}
ORDER_KIND: dict[str, str | Promise] = {
    "sale": _("Sale"),
    "sample": _("Sample"),
    "gift": _("Gift"),
    "replacement": _("Replacement"),
}
PLACED_VIA: dict[str, str | Promise] = {
    "online": _("Shop"),
    "prepared": _("Prepared cart"),
    "phone": _("Phone"),
}
RETURN: Words = {
    "announced": ("warn", _("Announced")),
    "received": ("info", _("Received")),
    "refunded": ("good", _("Accepted")),
    "rejected": ("bad", _("Rejected")),
}
REFUND: Words = {
    "requested": ("warn", _("Due")),
    "done": ("good", _("Money refunded")),
    "failed": ("bad", _("Failed")),
}
REFUND_METHOD: dict[str, str | Promise] = {
    "gateway": _("As it was paid"),
    "transfer": _("Bank transfer"),
}
PAYMENT_WAYS: dict[str, str | Promise] = {
    "card": _("Card"),
    "prepayment": _("Bank transfer in advance"),
    "none": _("nothing to pay"),
}
ORDER_REASONS: dict[str, str | Promise] = {
    **{reason.value: reason.label for reason in shop.Reason},
    "buyer": _("cancelled by the buyer"),
    "rest_cancelled": _("the rest was cancelled"),
    "not paid in time": _("not paid in time"),
    "nothing to pay": _("nothing to pay"),
}
MEMBER: Words = {
    "applied": ("warn", _("Applied")),
    "rejected": ("bad", _("Rejected")),
    "active": ("good", _("Active")),
    "suspended": ("warn", _("Suspended")),
    "terminated": ("", _("Terminated")),
}
RUN: Words = {
    "draft": ("warn", _("Draft")),
    "approved": ("info", _("Approved")),
    "published": ("good", _("Published")),
    "discarded": ("", _("Discarded")),
}
PAYOUT: Words = {
    "prepared": ("warn", _("Prepared")),
    "approved": ("good", _("Approved")),
    "discarded": ("", _("Discarded")),
}
PAYOUT_LINE: Words = {
    "open": ("warn", _("To be paid")),
    "paid": ("good", _("Paid")),
    "in_transit": ("info", _("In transit")),
    "settled": ("good", _("Arrived")),
    "returned": ("bad", _("Came back")),
    "held": ("bad", _("Held")),
    "dropped": ("", _("Discarded")),
}
BANK_ENTRY: Words = {
    "waiting": ("warn", _("To decide")),
    "settled": ("good", _("Payout left")),
    "returned": ("bad", _("Payout came back")),
    "repayment": ("good", _("Repayment")),
    "order": ("good", _("Payment of an order")),
    "set_aside": ("", _("Put aside")),
}
LEDGER_KINDS: dict[str, str | Promise] = {
    "commission.earned": _("Earnings of a run"),
    "commission.vested": _("Vested"),
    "commission.taken_back": _("Taken back"),
    "commission.reserve_released": _("Reserve released"),
    "finance.accrued": _("Vested"),
    "finance.taken_back": _("Taken back"),
    "finance.reserve_released": _("Reserve released"),
    "finance.credit_note": _("Gutschrift"),
    "finance.credit_notes": _("Gutschriften"),
    "finance.credit_note_correction": _("Correction of a Gutschrift"),
    "finance.payout": _("Payout ordered"),
    "finance.transfer_settled": _("Payout left the account"),
    "finance.bank_charge": _("Charges of the bank"),
    "finance.repayment": _("Repayment"),
}
ACCOUNT_NAMES: dict[str, str | Promise] = {
    "commission_cost": _("Cost of commissions"),
    "pending": _("Pending"),
    "vested": _("Vested"),
    "reserve": _("Reserve"),
    "payable": _("Payable"),
    "receivable": _("Owed by partners"),
    "input_tax": _("Input tax"),
    "transfers_in_transit": _("Transfers in transit"),
    "bank": _("Bank"),
    "bank_charges": _("Charges of the bank"),
}
# What the verifier says, in the words of finance.
FINDINGS: dict[str, str | Promise] = {
    "sealed transaction is missing": _("A sealed transaction is missing."),
    "transaction differs from its seal": _("The transaction was changed after it was sealed."),
    "seals before this one are missing": _("Seals before this one are missing."),
    "seal does not follow from the one before": _("The seal was changed."),
    "postings are missing or added": _("Postings are missing or were added."),
    "postings mix currencies": _("The postings are in several currencies."),
    "postings without a transaction": _("There are postings without their transaction."),
}
# Why the other bank sent a transfer back (ISO 20022); what it says of a person stays unsaid.
RETURN_CODES: dict[str, str | Promise] = {
    "AC01": _("There is no such account."),
    "AC04": _("The account is closed."),
    "AC06": _("The account is blocked."),
    "AG01": _("The account takes no transfers."),
    "BE04": _("The address of the payee is missing."),
    "MS02": _("The payee refused it."),
    "MS03": _("The bank tells no reason."),
    "RC01": _("The bank of the account is not known."),
}
PAYMENT: Words = {
    "requested": ("warn", _("Open")),
    "failed": ("bad", _("Declined")),
    "charged": ("good", _("Paid")),
    "voided": ("", _("Void")),
}
TEXT_KINDS: dict[str, str | Promise] = {
    "imprint": _("Imprint"),
    "privacy": _("Privacy"),
    "terms": _("Terms and conditions"),
    "withdrawal": _("Right of withdrawal"),
    "shipping": _("Shipping and payment"),
    "partner_agreement": _("Partner agreement"),
    "self_billing": _("Agreement on Gutschriften"),
    "accessibility": _("Accessibility"),
    "about": _("About us"),
    "faq": _("Questions and answers"),
}
ORDER_KINDS: dict[str, str | Promise] = {
    "sale": _("Phone order"),
    "sample": _("Sample"),
    "gift": _("Gift"),
    "replacement": _("Replacement"),
}
PURPOSES: dict[str, str | Promise] = {
    "own_use": _("for my own use"),
    "customer": _("for a customer"),
    "resale": _("for resale"),
    "mixed": _("for several purposes"),
}
EXCEPTIONS: dict[str, str | Promise] = {
    "sealed_hygiene": _(
        "For hygienic reasons you can give this back only while its seal is unbroken."
    ),
    "perishable": _("This spoils quickly: you cannot withdraw from the purchase."),
    "customised": _("This is made for you alone: you cannot withdraw from the purchase."),
}

MAIL: Words = {
    "waiting": ("warn", _("Waiting")),
    "sent": ("good", _("Sent")),
    "given_up": ("bad", _("Given up")),
}
MAIL_KINDS: dict[str, str | Promise] = {
    "application_received": _("Application received"),
    "application_rejected": _("Application rejected"),
    "cart_prepared": _("Prepared cart"),
    "hostess_credit": _("Hostess credit"),
    "email_change": _("Change of address"),
    "email_confirmation": _("Address to confirm"),
    "order_cancelled": _("Order cancelled"),
    "order_confirmation": _("Order confirmation"),
    "parcel": _("Parcel"),
    "part_cancelled": _("Part cancelled"),
    "partner_welcome": _("Welcome as a partner"),
    "password_changed": _("Password changed"),
    "password_reset": _("New password"),
    "payment_received": _("Payment received"),
    "refund": _("Refund"),
    "refund_account": _("Account for a refund"),
    "return_announced": _("Return announced"),
    "return_received": _("Return received"),
    "return_rejected": _("Return rejected"),
    "sponsor_change": _("Change of sponsor"),
    "transfer_returned": _("Payout came back"),
    "statement": _("Commission statement"),
    "inquiry_answered": _("Inquiry answered"),
    "inquiry_asked": _("Inquiry received"),
    "inquiry_to_answer": _("Inquiry to answer"),
    "withdrawal": _("Withdrawal"),
}
TRANSFER: Words = {
    "paid": ("good", _("Paid")),
    "partial": ("warn", _("Paid in part")),
    "surplus": ("warn", _("Too much")),
    "unmatched": ("bad", _("Without an order")),
    "given_back": ("", _("Sent back")),
}
# Why the right of withdrawal does not hold or ends early; shown before one buys.
WITHDRAWAL: dict[str, str | Promise] = {
    "sealed_hygiene": _(
        "The right of withdrawal ends when you break the seal: it is there for health or hygiene."
    ),
    "perishable": _("No right of withdrawal: these goods spoil quickly."),
    "customised": _("No right of withdrawal: these goods are made to your wishes."),
}
# Why something stands in a history that no person wrote.
REASONS: dict[str, str | Promise] = {
    "registration": _("Registration"),
    "import": _("Import"),
    "first position": _("First position"),
    "applied again": _("Applied again"),
    "e-mail confirmed": _("E-mail confirmed"),
}
CONSENTS: dict[str, str | Promise] = {
    "partner-agreement": _("Partner agreement"),
    "advisor-sees-orders": _("My adviser sees what I ordered"),
    "advisor-sees-contact": _("My adviser sees my contact data"),
}
# What use cases write down as the reason of a status, where no person gave one.
SYSTEM_REASONS: dict[str, str | Promise] = {
    "registration": _("registration"),
    "first position": _("first position"),
    "applied again": _("applied again"),
    "e-mail confirmed": _("e-mail confirmed"),
}

AUDIENCES: dict[str, str | Promise] = {
    "customer": _("Customers"),
    "partner": _("Partners"),
    "reseller": _("Resellers"),
}
TAX_CLASSES: dict[str, str | Promise] = {
    "standard": _("standard rate"),
    "reduced": _("reduced rate"),
}
PRODUCT_CLASSES: dict[str, str | Promise] = {
    "cosmetic": _("cosmetics"),
    "food_supplement": _("food supplement"),
    "food": _("food"),
    "other": _("other goods"),
}
NUTRIENT_BASES: dict[str, str | Promise] = {
    "portion": _("per daily portion"),
    "100g": _("per 100 g"),
    "100ml": _("per 100 ml"),
}
WITHDRAWAL_CHOICES: dict[str, str | Promise] = {
    "": _("14 days, as for everything"),
    "sealed_hygiene": _("ends with the broken seal (hygiene)"),
    "perishable": _("none: spoils quickly"),
    "customised": _("none: made to the customer's wishes"),
}
PRICE: Words = {
    "now": ("good", _("In force")),
    "planned": ("info", _("Planned")),
    "past": ("", _("Over")),
    "superseded": ("", _("Replaced")),
}
MOVEMENT: Words = {
    "receipt": ("good", _("Received")),
    "return": ("info", _("Returned")),
    "found": ("info", _("Found when counting")),
    "shipment": ("", _("Shipped")),
    "scrap": ("warn", _("Scrapped")),
    "lost": ("warn", _("Missing when counting")),
}
STATEMENT: Words = {
    verdict.value: ("" if verdict in ("in_time", "open", "repeated") else "warn", verdict.label)
    for verdict in shop.Verdict
}

TAX_KINDS: dict[str, str | Promise] = {
    "small_business": _("Small business, no VAT (§ 19 UStG)"),
    "regular": _("Regular taxation, with VAT"),
    "eu": _("Business in another EU country, with VAT ID"),
    "third_country": _("Business outside the EU"),
}
TAX_SHORT: Words = {
    "small_business": ("", _("Small business")),
    "regular": ("", _("Regular")),
    "eu": ("", _("EU business")),
    "third_country": ("", _("Outside the EU")),
}
TAX_DECISION: Words = {
    "": ("warn", _("Being checked")),
    "confirmed": ("good", _("Confirmed")),
    "rejected": ("bad", _("Rejected")),
}
OBSTACLE: Words = {
    "": ("good", _("Nothing missing")),
    "no_tax_status": ("warn", _("No tax status")),
    "no_agreement": ("warn", _("No agreement")),
    "no_tax_rate": ("bad", _("Tax rate not known")),
    "erased": ("bad", _("Data erased")),
}
HOLD_REASONS: dict[str, str | Promise] = {
    "dispute": _("Dispute"),
    "identity": _("Identity not clear"),
    "bank_data": _("Bank data not clear"),
    "seizure": _("Seizure"),
    "taxes": _("Taxes not clear"),
    "other": _("Other reason"),
}
CREDIT_NOTE: Words = {
    "credit_note": ("", _("Gutschrift")),
    "credit_note_correction": ("info", _("Correction")),
}

STATES: dict[str, Words] = {
    "tax_decision": TAX_DECISION,
    "obstacle": OBSTACLE,
    "hold": {key: ("warn", word) for key, word in HOLD_REASONS.items()},
    "credit_note": CREDIT_NOTE,
    "tax_short": TAX_SHORT,
    "tax_kind": {key: ("", word) for key, word in TAX_KINDS.items()},
    **PARTNERS_SALES,
    "transfer": TRANSFER,
    "order": ORDER,
    "order_step": ORDER_STEP,
    "member": MEMBER,
    "return": RETURN,
    "refund": REFUND,
    "withdrawal": STATEMENT,
    "run": RUN,
    "calculation": CALCULATION,
    "payout": PAYOUT,
    "payout_line": PAYOUT_LINE,
    "bank_entry": BANK_ENTRY,
    "payment": PAYMENT,
    "price": PRICE,
    "movement": MOVEMENT,
    "mail": MAIL,
}


def state_words(kind: str, state: str) -> tuple[str, str]:
    """Return the tone and the word of a state; an unknown state is shown as it is."""
    tone, word = STATES[kind].get(state, ("", state))
    return tone, str(word)


def account_name(path: str) -> str:
    """Return what an account is called, or a class of accounts, by its last word."""
    name = path.rpartition(":")[2]
    return str(ACCOUNT_NAMES.get(name, name))


def finding_words(problem: str) -> str:
    """Return what the verifier says."""
    return str(FINDINGS.get(problem, problem))


def ledger_kind(kind: str) -> str:
    """Return what a kind of booking is called; an undo by what it takes back."""
    plain = kind.removesuffix(".undone")
    word = str(LEDGER_KINDS.get(plain, plain))
    return str(_("Undone: %(what)s") % {"what": word}) if plain != kind else word


def return_reason(code: str) -> str:
    """Return why a transfer came back; codes without words stand for themselves."""
    return str(RETURN_CODES.get(code, code))


def text_kind(kind: str) -> str:
    """Return what a kind of text is called; a page of the company's own by its address."""
    return str(TEXT_KINDS.get(kind, "/" + kind.removeprefix("page:")))


def consent_words(kind: str) -> str:
    """Return what a consent is about; an unknown one is shown as it is."""
    return str(CONSENTS.get(kind, kind))
