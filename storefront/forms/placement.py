"""Choosing a place in the placement tree, and how that tree is built."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.public import PlaceChoice, PlacementSettings, PlaceOffer
from storefront.forms.members import reason_field
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm
from storefront.placement_drawing import SEATING, slot_words

OTHER = "other"
MOST = 2**62


class PlaceForm(RefusingForm):
    """One of the places offered, or another one by number and side."""

    about = {
        "network.place_outside": "parent",
        "network.place_too_deep": "parent",
        "network.no_such_slot": "slot",
    }

    place = forms.ChoiceField(label=_("Where"), widget=forms.RadioSelect)
    parent = forms.IntegerField(
        label=_("Below the partner with this number"),
        required=False,
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    slot = forms.TypedChoiceField(label=_("Place there"), required=False, coerce=int)

    def __init__(
        self, *args: Any, choice: PlaceChoice, names: dict[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offers = [
            (f"{one.parent_id}-{one.slot}", _offer_words(one, choice.width, names[one.parent_id]))
            for one in choice.offers
        ]
        self.fields["place"].choices = [*offers, (OTHER, _("Another place:"))]  # type: ignore[attr-defined]
        self.fields["slot"].choices = slot_choices(choice.width)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn an offer into number and place; another place needs its number."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("place") == OTHER:
            if not given.get("parent") and "parent" not in self.errors:
                self.add_error("parent", _("Please fill this in."))
            return given
        if given.get("place"):
            parent, _dash, slot = given["place"].partition("-")
            given["parent"], given["slot"] = int(parent), int(slot)
        return given


class PlaceMoveForm(RefusingForm):
    """A wish to correct a place."""

    about = {
        "network.place_outside": "parent_id",
        "network.place_too_deep": "parent_id",
        "network.cyclic_place": "parent_id",
        "network.no_such_slot": "slot",
        "network.slot_taken": "slot",
        "network.place_day_impossible": "valid_from",
        "network.reason_missing": "reason",
    }

    parent_id = forms.IntegerField(
        label=_("Below the partner with this number"),
        min_value=1,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    slot = forms.TypedChoiceField(label=_("Place there"), coerce=int)
    valid_from = forms.DateField(label=_("From this day on"), widget=day_input())
    reason = reason_field()

    def __init__(self, *args: Any, width: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["slot"].choices = slot_choices(width)  # type: ignore[attr-defined]


class PlacementRuleForm(RefusingForm):
    """How the placement tree is built from a day on."""

    valid_from = forms.DateField(label=_("From this day on"), widget=day_input())
    width = forms.IntegerField(
        label=_("Places below each partner"),
        min_value=2,
        max_value=20,
        help_text=_("2 for a binary tree. It stays once somebody is placed."),
    )
    depth = forms.IntegerField(
        label=_("Levels below the sponsor"),
        required=False,
        min_value=1,
        max_value=50,
        help_text=_("A new partner is placed at most so far below its sponsor. Empty: no limit."),
    )
    hold_days = forms.IntegerField(
        label=_("Days to place by hand"),
        min_value=0,
        max_value=366,
        help_text=_("So long the sponsor chooses; after that the rule does. 0: at once."),
    )
    automatic = forms.ChoiceField(label=_("Rule"), choices=list(SEATING.items()))

    def settings(self) -> PlacementSettings:
        """Return what was entered."""
        return PlacementSettings(**self.cleaned_data)


def slot_choices(width: int) -> list[tuple[int, str]]:
    """Return the places below a partner to choose from."""
    return [(slot, slot_words(slot, width)) for slot in range(1, width + 1)]


def _offer_words(offer: PlaceOffer, width: int, name: str) -> str:
    words = gettext("%(rule)s: %(place)s below %(name)s") % {
        "rule": SEATING[offer.rule],
        "place": slot_words(offer.slot, width),
        "name": name,
    }
    return words[0].upper() + words[1:]
