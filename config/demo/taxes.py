"""How the demo's partners are taxed, and that they agree to Gutschriften."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

import network.public as network
from config.demo.enrol import FOUNDER, number_of
from config.demo.folk import read_folk
from core.addresses import Address
from core.company import company
from network.public import ImportedTaxStatus, TaxFacts

AGREEMENT = "2026-01"


def take_taxes(partners: Iterable[str], at: datetime, *, since: date) -> int:
    """Take over the statuses of partners of whom nothing is known yet; return how many."""
    folk = read_folk()
    rows = [tax_status(number_of(who), folk.address_of(who), since) for who in partners]
    return network.import_tax_statuses(rows, agreement=AGREEMENT, actor=FOUNDER, at=at)


def tax_status(member_id: int, address: Address, since: date) -> ImportedTaxStatus:
    """Return a small business at home, a business in Austria or one outside the EU."""
    tax_number, vat_id = "", ""
    if address.country == company().country:
        kind, tax_number = "small_business", f"{member_id % 100:02d}/{member_id:08d}"
    elif address.country == "AT":
        kind, vat_id = "eu", f"ATU{member_id:08d}"
    else:
        kind = "third_country"
    return ImportedTaxStatus(member_id, kind, since, TaxFacts(address, tax_number, vat_id))
