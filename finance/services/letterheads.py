"""Keep the company's face on papers, once per version of it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from core.company import Company
from core.logo import logo
from core.theme import theme
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
    told, look = asdict(seller), theme()
    facts = {name: told[name] for name in _SHOWN}
    facts |= {"accent": look.look.brand_light, "logo_digest": look.logo_digest}
    written = json.dumps(facts, sort_keys=True, ensure_ascii=False)
    digest = hashlib.sha256(written.encode()).hexdigest()
    kept = Letterhead.objects.filter(sha256=digest).first()
    if kept is None:
        new = {"facts": facts, "logo": logo() if look.logo_digest else None, "kept_at": at}
        kept, _is_new = Letterhead.objects.get_or_create(sha256=digest, defaults=new)
    return kept
