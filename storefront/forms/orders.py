"""Pieces of an order: send, cancel, send back, inspect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import shop.public as shop
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm

MAX_NOTE = 500
REASONS = tuple((str(value), label) for value, label in shop.Reason.choices)
WHOSE = (
    ("", _("as usual for the reason")),
    ("yes", _("ours: commission stays")),
    ("no", _("not ours: commission is taken back")),
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A line from which pieces are chosen: at most so many, at first so many."""

    line_id: int
    label: str | Promise
    most: int
    first: int


def count_field(label: Any, most: int, first: int) -> forms.IntegerField:
    """Return a field for a number of pieces."""
    box = forms.NumberInput(attrs={"inputmode": "numeric", "class": "input num w-24"})
    return forms.IntegerField(
        label=label, min_value=0, max_value=most, initial=first, required=False, widget=box
    )


class PiecesForm(RefusingForm):
    """A form with a number of pieces for every line that can be chosen from."""

    def __init__(self, *args: Any, pieces: Sequence[Piece], **kwargs: Any) -> None:
        self.pieces = tuple(pieces)
        super().__init__(*args, **kwargs)
        for piece in self.pieces:
            self.fields[f"line_{piece.line_id}"] = count_field(piece.label, piece.most, piece.first)

    @property
    def counts(self) -> list[tuple[Any, Piece]]:
        """Return the fields of the lines, each with what can be chosen."""
        return [(self[f"line_{piece.line_id}"], piece) for piece in self.pieces]

    @property
    def others(self) -> list[Any]:
        """Return every other field that is seen."""
        return [field for field in self.visible_fields() if not field.name.startswith("line_")]

    def picked(self) -> tuple[tuple[int, int], ...]:
        """Return the lines with what was chosen of them."""
        counts = ((p.line_id, self.cleaned_data.get(f"line_{p.line_id}") or 0) for p in self.pieces)
        return tuple((line_id, count) for line_id, count in counts if count)

    def clean(self) -> dict[str, Any] | None:
        """Insist on one piece at least."""
        data = super().clean()
        if self.pieces and not self.errors and not self.picked():
            self.add_error(None, _("Choose at least one piece."))
        return data


class ParcelForm(PiecesForm):
    """What leaves, by whom, and whether it has arrived."""

    about = {"shop.bad_delivery_time": "delivered_on"}

    carrier = forms.ChoiceField(label=_("Carrier"), required=False)
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    delivered_on = forms.DateField(
        label=_("Arrived on"),
        required=False,
        widget=day_input(),
        help_text=_("Leave it empty while the parcel is on its way."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        carriers = [("", _("none")), *((carrier.code, carrier.name) for carrier in shop.CARRIERS)]
        self.fields["carrier"].choices = carriers  # type: ignore[attr-defined]


class ArrivalForm(RefusingForm):
    """When a parcel arrived."""

    about = {"shop.bad_delivery_time": "arrived_on"}

    arrived_on = forms.DateField(label=_("Arrived on"), widget=day_input())


class UndoForm(PiecesForm):
    """Pieces that are given up or come back, and why."""

    reason = forms.ChoiceField(label=_("Reason"), choices=REASONS)
    whose = forms.ChoiceField(label=_("Whose doing"), choices=WHOSE, required=False)
    note = forms.CharField(
        label=_("Note"),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def whose_doing(self) -> bool | None:
        """Return whether it is the company's doing, None for as usual."""
        return {"yes": True, "no": False}.get(self.cleaned_data["whose"])


class SendBackForm(PiecesForm):
    """What a buyer sends back because something is wrong with it."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"),
        choices=[choice for choice in REASONS if choice[0] in shop.OF_BUYERS - {"changed_mind"}],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Tell us more"),
        max_length=MAX_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SentBackForm(RefusingForm):
    """Proof that a buyer's parcel is on its way."""

    carrier = forms.CharField(
        label=_("Carrier"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tracking_number = forms.CharField(
        label=_("Number on the receipt"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class RefundAccountForm(RefusingForm):
    """Where a refund shall be transferred to."""

    about = {"finance.invalid_iban": "iban", "finance.invalid_holder": "holder"}

    holder = forms.CharField(
        label=_("Account holder"),
        max_length=70,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    iban = forms.CharField(
        label=_("IBAN"),
        max_length=42,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class InspectionForm(RefusingForm):
    """What came back: pieces for the shelf, pieces for the bin."""

    def __init__(self, *args: Any, lines: Sequence[shop.ReturnLineView], **kwargs: Any) -> None:
        self.lines = tuple(lines)
        super().__init__(*args, **kwargs)
        for line in self.lines:
            good = count_field(_("Back on the shelf"), line.quantity, line.quantity)
            self.fields[f"good_{line.line_id}"] = good
            self.fields[f"bad_{line.line_id}"] = count_field(_("Scrapped"), line.quantity, 0)

    @property
    def rows(self) -> list[tuple[shop.ReturnLineView, Any, Any]]:
        """Return each line with its two fields."""
        return [
            (line, self[f"good_{line.line_id}"], self[f"bad_{line.line_id}"]) for line in self.lines
        ]

    def found(self) -> list[shop.Inspected]:
        """Return what was entered."""
        data = self.cleaned_data
        return [
            shop.Inspected(
                line.line_id, data[f"good_{line.line_id}"] or 0, data[f"bad_{line.line_id}"] or 0
            )
            for line in self.lines
        ]


class ReasonForm(RefusingForm):
    """Why something is rejected."""

    reason = forms.CharField(
        label=_("Reason"), max_length=MAX_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )


class NoteForm(RefusingForm):
    """A note for colleagues."""

    text = forms.CharField(
        label=_("Note"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
