"""Categories, attributes, kinds of products and manufacturers; receiving and counting goods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

import shop.public as shop
from storefront.forms.catalogue import SLUG_ERRORS, SLUG_HELP, Choices
from storefront.forms.fields import add_in_each_language, in_reader_language, languages, words_of
from storefront.forms.refusing import RefusingForm
from storefront.wording import PRODUCT_CLASSES


class CategoryForm(RefusingForm):
    """A category: where it stands, what it is called; its address stays as it was chosen."""

    about = {**SLUG_ERRORS, "shop.bad_shelf": "parent"}

    slug = forms.CharField(label=_("Address"), max_length=50, help_text=SLUG_HELP)
    parent = forms.ChoiceField(label=_("Within"), required=False)
    position = forms.IntegerField(
        label=_("Position"), min_value=0, max_value=999, initial=0,
        help_text=_("Lower numbers stand first."),
    )  # fmt: skip

    def __init__(self, *args: Any, parents: Choices, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", _("at the top")), *parents]  # type: ignore[attr-defined]
        self.fields["slug"].disabled = is_known
        add_in_each_language(self, "name", _("Name"), required=languages()[:1], max_length=80)
        add_in_each_language(self, "description", _("Introduction"), rows=2, max_length=400)

    def category(self) -> shop.NewCategory:
        """Return a category to create."""
        changes = self.changes()
        return shop.NewCategory(
            self.cleaned_data["slug"], changes.names, changes.position, changes.parent,
            changes.descriptions,
        )  # fmt: skip

    def changes(self) -> shop.CategoryChanges:
        """Return what a known category becomes."""
        said = self.cleaned_data
        return shop.CategoryChanges(
            words_of(self, "name"), said["position"], said["parent"], words_of(self, "description")
        )


class AttributeForm(RefusingForm):
    """An attribute with its first values."""

    about = SLUG_ERRORS

    slug = forms.CharField(label=_("Key"), max_length=50, help_text=SLUG_HELP)
    is_multiple = forms.BooleanField(label=_("Several values may apply at once"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_in_each_language(self, "name", _("Name"), required=languages()[:1], max_length=80)

    def attribute(self) -> shop.NewAttribute:
        """Return what was entered."""
        kind = "multiselect" if self.cleaned_data["is_multiple"] else "dropdown"
        return shop.NewAttribute(self.cleaned_data["slug"], words_of(self, "name"), (), kind)


class ValueForm(RefusingForm):
    """Another possible value of an attribute."""

    about = SLUG_ERRORS

    attribute = forms.ChoiceField(label=_("Attribute"))
    slug = forms.CharField(label=_("Key"), max_length=50)

    def __init__(self, *args: Any, attributes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attribute"].choices = attributes  # type: ignore[attr-defined]
        add_in_each_language(self, "name", _("Name"), required=languages()[:1], max_length=80)

    def value(self) -> shop.NewAttributeValue:
        """Return what was entered."""
        return shop.NewAttributeValue(self.cleaned_data["slug"], words_of(self, "name"))


class TypeForm(RefusingForm):
    """A kind of product with its attributes."""

    about = SLUG_ERRORS

    slug = forms.CharField(label=_("Key"), max_length=50, help_text=SLUG_HELP)
    name = forms.CharField(label=_("Name"), max_length=80)
    product_class = forms.ChoiceField(
        label=_("Must tell what the law asks of"), choices=list(PRODUCT_CLASSES.items())
    )
    attributes = forms.MultipleChoiceField(
        label=_("Attributes"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attributes"].choices = choices  # type: ignore[attr-defined]

    def product_type(self) -> shop.NewProductType:
        """Return what was entered."""
        said = self.cleaned_data
        return shop.NewProductType(
            said["slug"], said["name"], said["product_class"], tuple(said["attributes"])
        )


class ManufacturerForm(RefusingForm):
    """Who makes products, and who answers for them in the Union."""

    about = SLUG_ERRORS

    slug = forms.CharField(label=_("Key"), max_length=50, help_text=SLUG_HELP)
    name = forms.CharField(label=_("Name"), max_length=120)
    postal_address = forms.CharField(
        label=_("Postal address"), max_length=400, widget=forms.Textarea(attrs={"rows": 3})
    )
    country = forms.RegexField(
        label=_("Country code"), regex=r"^[A-Z]{2}$", help_text=_("Two letters, like DE."),
        error_messages={"invalid": _("Write two capital letters, like DE.")},
    )  # fmt: skip
    electronic_address = forms.CharField(
        label=_("Electronic address"), max_length=200, help_text=_("E-mail or web address.")
    )
    responsible_name = forms.CharField(
        label=_("Responsible in the Union"), required=False, max_length=120,
        help_text=_("Needed for makers outside of it."),
    )  # fmt: skip
    responsible_postal_address = forms.CharField(
        label=_("Their postal address"), required=False, max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    responsible_electronic_address = forms.CharField(
        label=_("Their electronic address"), required=False, max_length=200
    )

    def manufacturer(self) -> shop.NewManufacturer:
        """Return what was entered."""
        return shop.NewManufacturer(**self.cleaned_data)


class ReceiptForm(RefusingForm):
    """Goods that came in."""

    about = {"inventory.bad_quantity": "quantity", "inventory.receipt_differs": "reference"}

    quantity = forms.IntegerField(label=_("Pieces"), min_value=1, max_value=10_000_000)
    reference = forms.CharField(
        label=_("Delivery note"), max_length=60,
        help_text=_("The same note is booked once only."),
    )  # fmt: skip


class CountForm(RefusingForm):
    """What was counted, and why it differs."""

    about = {"inventory.bad_quantity": "counted", "inventory.no_reason": "reason"}

    counted = forms.IntegerField(label=_("Pieces counted"), min_value=0, max_value=10_000_000)
    listed = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why it differs"), max_length=200, help_text=_("Like stocktaking or broken.")
    )


def choices_of(rows: Sequence[Any]) -> list[tuple[str, str]]:
    """Return attributes or manufacturers as choices by their name."""
    return [
        (row.slug, in_reader_language(row.names, row.slug) if hasattr(row, "names") else row.name)
        for row in rows
    ]
