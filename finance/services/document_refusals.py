"""Say what a document is missing and where to fill it in."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.errors import Invalid, InvariantBroken, Refused
from finance.rules.document_faults import Fault

Words = str | Promise


class CompanyFactMissing(Refused):
    """The company has not told what every invoice must name; `facts["field"]` says what."""

    code = "finance.company_fact_missing"


class RecipientFactMissing(Invalid):
    """The recipient's name or address is not complete; `facts["field"]` says what."""

    code = "finance.recipient_fact_missing"


class BadDocument(InvariantBroken):
    """A room asked for a document that no input of a person can lead to."""


_COMPANY: dict[str, Words] = {
    "name": _("name"),
    "street": _("street and number"),
    "postcode": _("postcode"),
    "town": _("town"),
    "country": _("country"),
    "tax_number": _("tax number or VAT id"),
    "vat_id": _("VAT ID"),
    "iban": _("IBAN"),
}
_RECIPIENT: dict[str, Words] = {
    "name": _("name"),
    "street": _("street and number"),
    "postcode": _("postcode"),
    "town": _("town"),
    "country": _("country"),
}


def refusal_of(fault: Fault) -> Exception:
    """Turn a fault into the refusal that tells how to mend it."""
    if fault.owner == "company":
        text = _(
            "No document can be issued: the company's %(field)s is missing."
            " Enter it in the company's settings in the staff office."
        )
        said = {"field": _COMPANY[fault.field]}
        return CompanyFactMissing(text % said, field=fault.field)
    if fault.owner in {"recipient", "delivered_to"}:
        return _recipient_refusal(fault)
    place = f"{fault.owner} {fault.line_no}" if fault.line_no else fault.owner
    return BadDocument(f"no document can be issued: {fault.field} of the {place} is missing or bad")


def _recipient_refusal(fault: Fault) -> Exception:
    if fault.owner == "recipient":
        text = _(
            "No invoice can be issued: the recipient's %(field)s is missing."
            " Complete the billing address of the order."
        )
    else:
        text = _(
            "No invoice can be issued: the delivery address has no %(field)s."
            " Complete the delivery address of the order."
        )
    said = {"field": _RECIPIENT[fault.field]}
    return RecipientFactMissing(text % said, field=f"{fault.owner}.{fault.field}")
