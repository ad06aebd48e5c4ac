"""Keep the company's face on papers, once per version of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from core.company import Company
from finance.models import Letterhead

# What a paper shows of the company; languages, bank file names and the like are not on it.
_SHOWN = (
    "name",
    "country",
    "street",
    "postcode",
    "town",
    "iban",
    "bic",
    "tax_number",
    "vat_id",
    "register_entry",
    "managing_directors",
    "phone",
    "email",
    "website",
)


def keep_letterhead(seller: Company, *, at: datetime) -> Letterhead:
    """Return the stored letterhead that shows the company as it is now."""
    told = asdict(seller)
    facts = {name: told[name] for name in _SHOWN}
    written = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(written.encode()).hexdigest()
    kept, _is_new = Letterhead.objects.get_or_create(
        sha256=digest, defaults={"facts": facts, "logo": None, "kept_at": at}
    )
    return kept
