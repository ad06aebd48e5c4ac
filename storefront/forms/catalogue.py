"""Products, prices, pictures, declarations, shelves and stock, for staff."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

import shop.public as shop
from storefront.forms.fields import (
    AmountField,
    add_in_each_language,
    in_reader_language,
    initial_words,
    languages,
    words_of,
)
from storefront.forms.office import day_input
from storefront.forms.refusing import RefusingForm
from storefront.wording import (
    AUDIENCES,
    NUTRIENT_BASES,
    PRODUCT_CLASSES,
    TAX_CLASSES,
    WITHDRAWAL_CHOICES,
)

Choices = Sequence[tuple[str, Any]]
SLUG_HELP = _("Part of the address: small letters, digits and hyphens, like rose-cream.")
SLUG_ERRORS = {"shop.bad_slug": "slug", "shop.slug_taken": "slug"}


class TextsForm(RefusingForm):
    """A product's words in each language."""

    TEXTS = ("name", "summary", "description")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = languages()[:1]
        add_in_each_language(self, "name", _("Name"), required=first, max_length=120)
        add_in_each_language(self, "summary", _("In one sentence"), rows=2, max_length=200)
        add_in_each_language(self, "description", _("Description"), rows=7, max_length=6000)

    def texts(self) -> tuple[shop.ProductText, ...]:
        """Return the words of each language that has a name."""
        summaries, descriptions = (dict(words_of(self, name)) for name in self.TEXTS[1:])
        return tuple(
            shop.ProductText(code, name, summaries.get(code, ""), descriptions.get(code, ""))
            for code, name in words_of(self, "name")
        )


def texts_initial(texts: Sequence[shop.ProductText]) -> dict[str, str]:
    """Return what the form of the words begins with."""
    return {
        f"{name}_{text.language}": getattr(text, name) for text in texts for name in TextsForm.TEXTS
    }


class VariantForm(RefusingForm):
    """A variant: what it is called, what it holds, what it weighs."""

    about = {"inventory.bad_sku": "sku", "inventory.sku_taken": "sku"}

    sku = forms.CharField(label=_("SKU"), max_length=80)
    name = forms.CharField(
        label=_("Name of the variant"),
        max_length=80,
        required=False,
        help_text=_("What it differs in, like 75 ml; may stay empty with a single variant."),
    )
    content = forms.CharField(
        label=_("Net content"),
        max_length=20,
        help_text=_("Like 90 g, 0.5 l or 1 piece. The unit price comes from it."),
    )
    weight_g = forms.IntegerField(
        label=_("Weight with packaging, in grams"), min_value=0, max_value=1_000_000, initial=0
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_in_each_language(self, "own_name", _("Name in this language only"), max_length=80)

    def variant(self) -> shop.NewVariant:
        """Return what was entered."""
        said = self.cleaned_data
        return shop.NewVariant(
            said["sku"], said["name"], said["content"], said["weight_g"], words_of(self, "own_name")
        )


def variant_initial(variant: shop.NewVariant) -> dict[str, object]:
    """Return what the form of a known variant begins with."""
    return {
        "sku": variant.sku, "name": variant.name, "content": variant.content,
        "weight_g": variant.weight_g, **initial_words("own_name", variant.names),
    }  # fmt: skip


class NewProductForm(TextsForm, VariantForm):
    """The first step: what it is, its words, its first variant."""

    about = {**SLUG_ERRORS, **VariantForm.about}

    def __init__(self, *args: Any, sheet: shop.ShelfSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        types = [(kind.slug, f"{kind.name} ({PRODUCT_CLASSES[kind.product_class]})")
                 for kind in sheet.product_types]  # fmt: skip
        self.fields["slug"] = forms.CharField(
            label=_("Address"), max_length=50, help_text=SLUG_HELP, widget=_input("slug")
        )
        self.fields["product_type"] = _choice(_("Kind of product"), "product_type", types)
        self.fields["category"] = _choice(
            _("Category"), "category", category_choices(sheet.categories)
        )
        self.fields["tax_class"] = _choice(_("VAT"), "tax_class", list(TAX_CLASSES.items()))

    def product(self) -> shop.NewProduct:
        """Return what was entered."""
        said = self.cleaned_data
        return shop.NewProduct(
            slug=said["slug"],
            product_type=said["product_type"],
            category=said["category"],
            tax_class=said["tax_class"],
            texts=self.texts(),
            variants=(self.variant(),),
        )


class KindForm(RefusingForm):
    """Where a product stands, how it is taxed, what is true of it, what goes with it."""

    tax_class = forms.ChoiceField(label=_("VAT"), choices=list(TAX_CLASSES.items()))
    withdrawal_exception = forms.ChoiceField(
        label=_("Withdrawal"), required=False, choices=list(WITHDRAWAL_CHOICES.items())
    )
    related = forms.CharField(
        label=_("Goes well with it"),
        required=False,
        max_length=600,
        help_text=_("Addresses of other products, separated by commas; empty: its neighbours."),
    )

    def __init__(
        self, *args: Any, sheet: shop.ProductSheet, categories: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.attributes = sheet.attributes
        self.art = sheet.art
        self.fields["category"] = _choice(_("Category"), "category", categories)
        for attribute in sheet.attributes:
            kind = forms.MultipleChoiceField if attribute.is_multiple else forms.ChoiceField
            widget: forms.Widget = (
                forms.CheckboxSelectMultiple() if attribute.is_multiple else forms.RadioSelect()
            )
            none: Choices = [] if attribute.is_multiple else [("", _("not said"))]
            self.fields[f"a-{attribute.slug}"] = kind(
                label=attribute.name, required=False, choices=[*none, *attribute.values],
                widget=widget,
            )  # fmt: skip

    @property
    def answers(self) -> list[Any]:
        """Return the fields of the attributes."""
        return [self[f"a-{attribute.slug}"] for attribute in self.attributes]

    def changes(self) -> shop.ProductChanges:
        """Return what was entered."""
        said = self.cleaned_data
        chosen = ((one.slug, said[f"a-{one.slug}"]) for one in self.attributes)
        return shop.ProductChanges(
            category=said["category"],
            tax_class=said["tax_class"],
            art=self.art,
            withdrawal_exception=said["withdrawal_exception"],
            attributes=tuple(
                (slug, (values,) if isinstance(values, str) else tuple(values))
                for slug, values in chosen
                if values
            ),
        )

    def related_slugs(self) -> list[str]:
        """Return the products to recommend."""
        return [slug.strip() for slug in self.cleaned_data["related"].split(",") if slug.strip()]


def kind_initial(sheet: shop.ProductSheet) -> dict[str, object]:
    """Return what the form of a known product begins with."""
    answers = {
        f"a-{one.slug}": list(one.chosen) if one.is_multiple else "".join(one.chosen[:1])
        for one in sheet.attributes
    }
    return {
        "category": sheet.category, "tax_class": sheet.tax_class,
        "withdrawal_exception": sheet.withdrawal_exception, "related": ", ".join(sheet.related),
        **answers,
    }  # fmt: skip


class PriceForm(RefusingForm):
    """What a variant costs an audience from a day on."""

    sku = forms.ChoiceField(label=_("Variant"))
    channel = forms.ChoiceField(label=_("Country"))
    audience = forms.ChoiceField(label=_("For whom"), choices=list(AUDIENCES.items()))
    gross = AmountField(label=_("Price including VAT"), places=2)
    pv = AmountField(label=_("Points (PV)"), places=2, initial="0")
    cv = AmountField(
        label=_("Commissionable points (CV)"), places=2, required=False,
        help_text=_("Empty: the same as the points."),
    )  # fmt: skip
    valid_from = forms.DateField(label=_("Valid from"), widget=day_input())

    def __init__(self, *args: Any, skus: Sequence[str], channels: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sku"].choices = [(sku, sku) for sku in skus]  # type: ignore[attr-defined]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]

    def price(self) -> shop.NewPrice:
        """Return what was entered."""
        said = self.cleaned_data
        points = said["pv"]
        return shop.NewPrice(
            sku=said["sku"],
            channel=said["channel"],
            audience=said["audience"],
            gross_minor=said["gross"],
            pv_minor=points,
            cv_minor=points if said["cv"] is None else said["cv"],
            valid_from=said["valid_from"],
        )


class PictureForm(RefusingForm):
    """A picture to upload, and what it shows."""

    about = {"shop.bad_picture": "file"}

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG or WebP, at most 10 MB, best square and 1200 pixels wide."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = languages()[:1]
        add_in_each_language(self, "alt", _("What it shows"), required=first, max_length=200)


class DeclarationForm(RefusingForm):
    """What the law wants to be said about a product."""

    LABELS = ("denomination", "ingredients", "usage", "warnings", "withdrawal_reason")

    manufacturer = forms.ChoiceField(label=_("Manufacturer"), required=False)
    has_no_warnings = forms.BooleanField(label=_("There is nothing to warn of"), required=False)
    nutrients_per = forms.ChoiceField(
        label=_("Amounts of nutrients are"), choices=list(NUTRIENT_BASES.items())
    )
    nutrients = forms.CharField(
        label=_("Nutrients"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "One a line, like “magnesium = 300 mg”. What has no reference intake needs a name in "
            "each language: “green-tea = 200 mg = Grüner Tee / Green tea”."
        ),
    )

    def __init__(self, *args: Any, manufacturers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("not said")), *manufacturers]
        self.fields["manufacturer"].choices = choices  # type: ignore[attr-defined]
        add_in_each_language(self, "denomination", _("Legal name"), max_length=200)
        add_in_each_language(
            self, "ingredients", _("Ingredients"), rows=4, max_length=4000,
            help_text=_("Put allergens between double asterisks: oats, **milk** powder."),
        )  # fmt: skip
        add_in_each_language(self, "usage", _("Use, or daily portion"), rows=2, max_length=1000)
        add_in_each_language(self, "warnings", _("Warnings"), rows=3, max_length=2000)
        add_in_each_language(
            self, "withdrawal_reason", _("Why it cannot be returned"), max_length=300
        )

    def declaration(self) -> shop.Declaration:
        """Return what was entered."""
        said, by_name = (
            self.cleaned_data,
            {name: dict(words_of(self, name)) for name in self.LABELS},
        )
        labels = (
            shop.LabelText(code, **{name: by_name[name].get(code, "") for name in self.LABELS})
            for code in languages()
        )
        empty = {shop.LabelText(code) for code in languages()}
        return shop.Declaration(
            manufacturer=said["manufacturer"],
            labels=tuple(label for label in labels if label not in empty),
            has_no_warnings=said["has_no_warnings"],
            nutrients=tuple(
                _nutrient(line) for line in said["nutrients"].splitlines() if line.strip()
            ),
            nutrients_per=said["nutrients_per"],
        )


def declaration_initial(declaration: shop.Declaration) -> dict[str, object]:
    """Return what the form of a known declaration begins with."""
    labels = {
        f"{name}_{label.language}": getattr(label, name)
        for label in declaration.labels
        for name in DeclarationForm.LABELS
    }
    lines = [
        " = ".join([one.nutrient, one.amount, *filter(None, [" / ".join(_ordered(one.names))])])
        for one in declaration.nutrients
    ]
    return {
        "manufacturer": declaration.manufacturer, "has_no_warnings": declaration.has_no_warnings,
        "nutrients_per": declaration.nutrients_per, "nutrients": "\n".join(lines), **labels,
    }  # fmt: skip


def _ordered(names: Sequence[tuple[str, str]]) -> list[str]:
    said = dict(names)
    return [said[code] for code in languages() if code in said]


def _nutrient(line: str) -> shop.NutrientAmount:
    slug, amount, names = [*(part.strip() for part in line.split("=", 2)), "", ""][:3]
    given = [name.strip() for name in names.split("/") if name.strip()]
    every = [*given, *given[-1:] * len(languages())]
    return shop.NutrientAmount(
        slug, amount, tuple(zip(languages(), every, strict=False)) if given else ()
    )


def category_choices(categories: Sequence[shop.CategorySheet]) -> list[tuple[str, str]]:
    """Return every category, those within others set in."""
    indent = "\N{NO-BREAK SPACE}" * 4
    return [
        (card.slug, indent * card.depth + in_reader_language(card.names, card.slug))
        for card in categories
    ]


def _choice(label: Any, name: str, choices: Choices) -> forms.ChoiceField:
    widget = forms.Select(attrs={"class": "input", "id": f"id_{name}"})
    return forms.ChoiceField(label=label, choices=choices, widget=widget)


def _input(name: str) -> forms.TextInput:
    return forms.TextInput(attrs={"class": "input", "id": f"id_{name}", "spellcheck": "false"})
