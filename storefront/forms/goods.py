"""Rows of goods to choose: without scripts, a button asks for more of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _

from core.money import format_money
from shop.public import Good
from storefront.forms.refusing import RefusingForm

FEWEST_ROWS, MORE_ROWS, MOST_ROWS = 4, 4, 60
MOST_PER_LINE = 999


@dataclass(frozen=True, slots=True)
class Row:
    """The two fields of one row."""

    sku: forms.BoundField
    quantity: forms.BoundField


class GoodsForm(RefusingForm):
    """A form with rows of goods and quantities; empty rows do not count."""

    about = {"shop.unknown_sku": "sku_1"}

    def offer_goods(
        self, goods: Sequence[Good], currency: str, language: str, rows: int = FEWEST_ROWS
    ) -> None:
        """Add the rows, each with everything that is on sale."""
        self.row_count = min(max(rows, FEWEST_ROWS), MOST_ROWS)
        offered = [
            (good.sku, f"{good.name} · {format_money(good.gross_minor, currency, language)}")
            for good in goods
        ]
        for number in range(1, self.row_count + 1):
            self.fields[f"sku_{number}"] = forms.ChoiceField(
                label=_("Product %(number)s") % {"number": number},
                choices=[("", "–"), *offered],
                required=False,
                widget=forms.Select(attrs={"class": "input", "id": f"id_sku_{number}"}),
            )
            self.fields[f"quantity_{number}"] = forms.IntegerField(
                label=_("Quantity of product %(number)s") % {"number": number},
                required=False,
                initial=1,
                min_value=1,
                max_value=MOST_PER_LINE,
                widget=forms.NumberInput(
                    attrs={
                        "class": "input", "inputmode": "numeric", "id": f"id_quantity_{number}",
                    }
                ),
            )  # fmt: skip

    @property
    def rows(self) -> list[Row]:
        """Return the fields row by row."""
        numbers = range(1, self.row_count + 1)
        return [Row(self[f"sku_{number}"], self[f"quantity_{number}"]) for number in numbers]

    def lines(self) -> tuple[tuple[str, int], ...]:
        """Return what was chosen as (SKU, quantity)."""
        chosen = (
            (self.cleaned_data[f"sku_{number}"], self.cleaned_data[f"quantity_{number}"] or 1)
            for number in range(1, self.row_count + 1)
        )
        return tuple((sku, quantity) for sku, quantity in chosen if sku)


def rows_wanted(data: Mapping[str, str]) -> int:
    """Return how many rows the form shall have: as many as before, and more where asked."""
    count = data.get("rows", "")
    before = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else FEWEST_ROWS
    return before + (MORE_ROWS if "more" in data else 0)


def initial_rows(lines: Sequence[tuple[str, int]]) -> dict[str, object]:
    """Return the rows of goods that are known already."""
    shown: dict[str, object] = {}
    for number, (sku, quantity) in enumerate(lines[:MOST_ROWS], start=1):
        shown |= {f"sku_{number}": sku, f"quantity_{number}": quantity}
    return shown
