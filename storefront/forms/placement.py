"""Choosing a place in the placement tree, and how that tree is built."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.public import PlaceChoice, PlacementSettings, PlaceOffer
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
        self.fields["slot"].choices = [  # type: ignore[attr-defined]
            (slot, slot_words(slot, choice.width)) for slot in range(1, choice.width + 1)
        ]

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


def _offer_words(offer: PlaceOffer, width: int, name: str) -> str:
    words = gettext("%(rule)s: %(place)s below %(name)s") % {
        "rule": SEATING[offer.rule],
        "place": slot_words(offer.slot, width),
        "name": name,
    }
    return words[0].upper() + words[1:]
