"""Withdrawal from a contract: exactly three fields are required."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

import shop.public as shop
from storefront.forms.orders import Piece, count_field
from storefront.forms.refusing import RefusingForm


class WithdrawForm(RefusingForm):
    """Who withdraws from which contract, and where the confirmation goes; no reason is asked."""

    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    order_number = forms.CharField(
        label=_("Order number"),
        max_length=200,
        help_text=_("It stands in the confirmation of your order."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        max_length=200,
        help_text=_("We confirm the receipt to this address at once."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    items = forms.CharField(
        label=_("Only some of the goods?"),
        max_length=1000,
        required=False,
        help_text=_("Name them here. Without an entry you withdraw from the whole order."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, pieces: Sequence[Piece] = (), **kwargs: Any) -> None:
        self.pieces = tuple(pieces)
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid4
        if self.pieces:
            del self.fields["items"]
        for piece in self.pieces:
            self.fields[f"line_{piece.line_id}"] = count_field(piece.label, piece.most, piece.first)

    @property
    def counts(self) -> list[tuple[Any, Piece]]:
        """Return the fields of the lines, each with what can be chosen."""
        return [(self[f"line_{piece.line_id}"], piece) for piece in self.pieces]

    def key_or_new(self) -> UUID:
        """Return the page's one-time key."""
        return self.cleaned_data["key"] or uuid4()

    def statement(self) -> shop.Statement:
        """Return what the consumer states; all pieces, or none, mean the whole order."""
        data = self.cleaned_data
        counts = [(p, data.get(f"line_{p.line_id}") or 0) for p in self.pieces]
        is_part = any(count for _p, count in counts) and any(
            count < piece.most for piece, count in counts
        )
        return shop.Statement(
            name=data["name"],
            order_number=data["order_number"],
            email=data["email"],
            lines=tuple((p.line_id, count) for p, count in counts if count) if is_part else (),
            items=data.get("items", ""),
        )


CARRY_OUT = "carry_out"


class ReviewForm(RefusingForm):
    """What somebody decides about a statement."""

    order_number = forms.CharField(label=_("Order number"), max_length=20, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, pieces: Sequence[Piece] = (), **kwargs: Any) -> None:
        self.pieces = tuple(pieces)
        super().__init__(*args, **kwargs)
        for piece in self.pieces:
            self.fields[f"line_{piece.line_id}"] = count_field(piece.label, piece.most, piece.first)

    @property
    def counts(self) -> list[tuple[Any, Piece]]:
        """Return the fields of the lines, each with what can be chosen."""
        return [(self[f"line_{piece.line_id}"], piece) for piece in self.pieces]

    def clean(self) -> dict[str, Any] | None:
        """Insist on one piece at least where pieces were shown and something shall follow."""
        data = super().clean()
        was_shown = any(f"line_{piece.line_id}" in self.data for piece in self.pieces)
        carries_out = self.data.get("decision") == CARRY_OUT and not self.errors
        if was_shown and carries_out and not self._lines():
            self.add_error(None, _("Choose at least one piece."))
        return data

    def review(self, *, is_accepted: bool) -> shop.Review:
        """Return the decision."""
        data = self.cleaned_data
        return shop.Review(is_accepted, data["order_number"], data["note"], self._lines())

    def _lines(self) -> tuple[tuple[int, int], ...]:
        counts = ((p.line_id, self.cleaned_data.get(f"line_{p.line_id}") or 0) for p in self.pieces)
        return tuple((line_id, count) for line_id, count in counts if count)
