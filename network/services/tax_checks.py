"""Check what is told about a member's taxes."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from core.addresses import checked_address
from core.company import company
from core.errors import Invalid
from network.rules.tax_kinds import KINDS, numbers_fault, tidy_vat_id
from network.tax_facts import TaxFacts


class BadTaxDeclaration(Invalid):
    """A field is missing or cannot be right; `facts["field"]` says which."""

    code = "network.bad_tax_declaration"


_HINTS = {
    "kind": _("Choose how you are taxed."),
    "valid_from": _("Choose the first day on which this holds: not before you joined."),
    "country": _("This kind of taxation does not fit the country of your address."),
    "tax_number": _("Enter your tax number or your VAT ID as the tax office wrote it to you."),
    "vat_id": _("This is no VAT ID of your country. Write it like DE136695976."),
}


def checked_facts(kind: str, facts: TaxFacts) -> TaxFacts:
    """Return the facts tidied, after seeing that they fit the kind.

    Raises: BadTaxDeclaration; BadAddress.
    """
    if kind not in KINDS:
        raise bad_declaration("kind")
    tidied = replace(
        facts,
        address=checked_address(facts.address),
        tax_number=facts.tax_number.strip(),
        vat_id=tidy_vat_id(facts.vat_id),
    )
    fault = numbers_fault(
        kind=kind,
        home=company().country,
        country=tidied.address.country,
        tax_number=tidied.tax_number,
        vat_id=tidied.vat_id,
    )
    if fault:
        raise bad_declaration(fault)
    return tidied


def bad_declaration(field: str) -> BadTaxDeclaration:
    """Return the refusal that tells what to mend."""
    return BadTaxDeclaration(_HINTS[field], field=field)
