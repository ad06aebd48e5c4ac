"""What the law wants to be said about a product, in the shopper's language."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.models import ProductDeclaration, ProductLabel, ProductNutrient
from shop.rules.labels import parts
from shop.rules.nutrients import Amount, percent_of_reference
from shop.selectors.channels import Sight
from shop.values.catalogue import DeclarationView, MakerView, NutrientRow

NUTRIENTS: dict[str, Promise] = {
    "vitamin-a": _("Vitamin A"),
    "vitamin-d": _("Vitamin D"),
    "vitamin-e": _("Vitamin E"),
    "vitamin-k": _("Vitamin K"),
    "vitamin-c": _("Vitamin C"),
    "thiamin": _("Thiamin"),
    "riboflavin": _("Riboflavin"),
    "niacin": _("Niacin"),
    "vitamin-b6": _("Vitamin B6"),
    "folic-acid": _("Folic acid"),
    "vitamin-b12": _("Vitamin B12"),
    "biotin": _("Biotin"),
    "pantothenic-acid": _("Pantothenic acid"),
    "potassium": _("Potassium"),
    "chloride": _("Chloride"),
    "calcium": _("Calcium"),
    "phosphorus": _("Phosphorus"),
    "magnesium": _("Magnesium"),
    "iron": _("Iron"),
    "zinc": _("Zinc"),
    "copper": _("Copper"),
    "manganese": _("Manganese"),
    "fluoride": _("Fluoride"),
    "selenium": _("Selenium"),
    "chromium": _("Chromium"),
    "molybdenum": _("Molybdenum"),
    "iodine": _("Iodine"),
}


def declaration_of(
    product_id: int, product_class: str, sight: Sight
) -> tuple[DeclarationView, str]:
    """Return a product's declaration and why it may not be returned, in three statements."""
    declared = (
        ProductDeclaration.objects.filter(product=product_id).select_related("manufacturer").first()
    )
    label = _label(product_id, sight)
    rows = ProductNutrient.objects.filter(product=product_id).order_by("position")
    view = DeclarationView(
        product_class=product_class,
        maker=_maker(declared),
        denomination=label.denomination,
        ingredients=tuple(parts(label.ingredients)),
        usage=label.usage,
        warnings=label.warnings,
        nutrients=tuple(nutrient_row(row, sight.language) for row in rows),
        nutrients_per=declared.nutrients_per if declared else "",
    )
    return view, label.withdrawal_reason


def nutrient_row(row: ProductNutrient, language: str) -> NutrientRow:
    """Return a row of the table with the nutrient's name in a language."""
    own = row.names.get(language) or next(iter(row.names.values()), row.nutrient)
    return NutrientRow(
        name=own if row.names else str(NUTRIENTS.get(row.nutrient, row.nutrient)),
        amount_milli=row.amount_milli,
        unit=row.unit,
        percent=percent_of_reference(row.nutrient, Amount(row.amount_milli, row.unit)),
    )


def _label(product_id: int, sight: Sight) -> ProductLabel:
    """Return the label in the shopper's language, else in the country's, else any, else none."""
    labels = {row.language: row for row in ProductLabel.objects.filter(product=product_id)}
    for language in (sight.language, sight.channel.default_language, *sorted(labels)):
        if language in labels:
            return labels[language]
    return ProductLabel()


def _maker(declared: ProductDeclaration | None) -> MakerView | None:
    if declared is None or declared.manufacturer is None:
        return None
    maker = declared.manufacturer
    return MakerView(
        maker.name,
        maker.postal_address,
        maker.electronic_address,
        maker.responsible_name,
        maker.responsible_postal_address,
        maker.responsible_electronic_address,
    )
