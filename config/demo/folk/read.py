"""Read the files of this folder."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from config.demo.folk.folk import Customer, Folk, Partner, Staff
from core.addresses import Address

FOLDER = Path(__file__).parent


@cache
def read_folk() -> Folk:
    """Return everybody."""
    partners = _read("partners")
    return Folk(
        staff=tuple(
            Staff(row["id"], row["name"], frozenset(row["roles"]))
            for row in _read("staff")["staff"]
        ),
        partners=tuple(_partner(row) for row in partners["partners"]),
        newcomers=tuple(_partner(row) for row in partners["newcomers"]),
        applicants=tuple(_partner(row) for row in partners["applicants"]),
        customers=tuple(
            Customer(row["id"], row["partner"], _address(row))
            for row in _read("customers")["customers"]
        ),
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _partner(row: dict[str, Any]) -> Partner:
    return Partner(
        who=row["id"],
        sponsor=row.get("sponsor", ""),
        born_on=row["born_on"],
        address=_address(row),
        joins_after_days=row.get("joins_after_days", 0),
        joined_days_ago=row.get("joined_days_ago", 0),
    )


def _address(row: dict[str, Any]) -> Address:
    return Address(row["name"], *row["address"])
