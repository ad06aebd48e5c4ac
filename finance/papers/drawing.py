"""Turn words and letterhead into the PDF."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from core.typesetting import Paper, typeset
from finance.models import Letterhead

_HERE = Path(__file__).parent

# What each template is made of; the first is the main file.
TEMPLATES = {
    "document-1": ("document-1.typ", "page-1.typ"),
    "credit_note-1": ("credit_note-1.typ", "page-1.typ"),
    "letter-1": ("letter-1.typ", "page-1.typ"),
    "statement-1": ("statement-1.typ", "page-1.typ"),
}
_FOOT = {
    "de": ("Telefon", "Steuernummer", "USt-IdNr.", "Geschäftsführung"),
    "en": ("Phone", "Tax number", "VAT ID", "Managing director"),
}


def draw(
    template: str, content: dict[str, Any], letterhead: Letterhead, language: str, at: datetime
) -> bytes:
    """Return the paper as a PDF; the same arguments give the same bytes."""
    data = {**content, "language": language, "head": _head(letterhead, language)}
    sources = {name: _source(name) for name in TEMPLATES[template]}
    return typeset(Paper(sources, data, at))


def _head(letterhead: Letterhead, language: str) -> dict[str, Any]:
    facts: dict[str, str] = letterhead.facts
    return {
        "name": facts["name"],
        "accent": facts["accent"],
        "logo": list(bytes(letterhead.logo)) if letterhead.logo else [],
        "sender": [facts["name"], facts["street"], f"{facts['postcode']} {facts['town']}"],
        "foot": _foot(facts, language),
    }


def _foot(facts: dict[str, str], language: str) -> list[list[str]]:
    """Return the columns of the page's foot: address, how to reach us, register and tax, bank."""
    phone, tax_number, vat_id, directors = _FOOT[language]
    columns = [
        [facts["name"], facts["street"], f"{facts['postcode']} {facts['town']}"],
        [_said(phone, facts["phone"]), facts["email"], facts["website"]],
        [
            facts["register_entry"],
            _said(directors, facts["managing_directors"]),
            _said(tax_number, facts["tax_number"]),
            _said(vat_id, facts["vat_id"]),
        ],
        [_said("IBAN", _in_fours(facts["iban"])), _said("BIC", facts["bic"])],
    ]
    told = ([line for line in column if line] for column in columns)
    return [column for column in told if column]


def _said(label: str, value: str) -> str:
    return f"{label} {value}" if value else ""


def _in_fours(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


@cache
def _source(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")
