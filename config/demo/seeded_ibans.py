"""IBANs for invented people: formally valid, drawn from a seed, of no real account."""

from __future__ import annotations

import hashlib

# A bank code that was never given out; the check digits of the IBAN are right all the same.
_BANK_CODE = "99999999"
_COUNTRY_DIGITS = "1314"  # D and E as numbers, ISO 13616


def seeded_iban(seed: int, reference: str) -> str:
    """Return the German test IBAN of one person, the same for the same seed and reference."""
    digest = hashlib.sha256(f"{seed}|iban|{reference}".encode()).digest()
    account = int.from_bytes(digest[:8], "big") % 10**10
    body = f"{_BANK_CODE}{account:010d}"
    check = 98 - int(f"{body}{_COUNTRY_DIGITS}00") % 97
    return f"DE{check:02d}{body}"
