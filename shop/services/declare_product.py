"""Write down what the law wants to be said about a product."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from core.errors import Invalid
from shop.models import Manufacturer, Product, ProductDeclaration, ProductLabel, ProductNutrient
from shop.models.declaration import NutrientBasis
from shop.rules.nutrients import REFERENCE_NANOGRAMS, UNITS, parse_amount
from shop.services.catalogue_entries import UnknownShelf, insist_on_languages, insist_on_slug
from shop.values.products import Declaration, LabelText, NutrientAmount


class BadDeclaration(Invalid):
    """An amount cannot be read, a nutrient has no name, or comes twice."""

    code = "shop.bad_declaration"


def write_declaration(row: Product, declaration: Declaration) -> None:
    """Replace a product's declaration.

    Raises: UnknownShelf — the manufacturer; BadDeclaration; BadWords; BadSlug.
    """
    if declaration.nutrients_per not in NutrientBasis.values:
        text = _("Amounts are given per portion, 100g or 100ml.")
        raise BadDeclaration(text, field="nutrients_per")
    ProductDeclaration.objects.update_or_create(
        product=row,
        defaults={
            "manufacturer": _manufacturer(declaration.manufacturer),
            "has_no_warnings": declaration.has_no_warnings,
            "nutrients_per": declaration.nutrients_per,
        },
    )
    insist_on_languages(label.language for label in declaration.labels)
    row.labels.all().delete()
    ProductLabel.objects.bulk_create(_label(row, label) for label in declaration.labels)
    slugs = [amount.nutrient for amount in declaration.nutrients]
    if len(set(slugs)) != len(slugs):
        raise BadDeclaration(_("A nutrient comes twice."), field="nutrients")
    row.nutrients.all().delete()
    ProductNutrient.objects.bulk_create(
        _nutrient(row, amount, position) for position, amount in enumerate(declaration.nutrients)
    )


def _manufacturer(slug: str) -> Manufacturer | None:
    if not slug:
        return None
    found = Manufacturer.objects.filter(slug=slug).first()
    if found is None:
        raise UnknownShelf(_("There is no manufacturer “%(slug)s”.") % {"slug": slug[:50]})
    return found


def _label(row: Product, label: LabelText) -> ProductLabel:
    return ProductLabel(
        product=row,
        language=label.language,
        denomination=label.denomination.strip(),
        ingredients=label.ingredients.strip(),
        usage=label.usage.strip(),
        warnings=label.warnings.strip(),
        withdrawal_reason=label.withdrawal_reason.strip(),
    )


def _nutrient(row: Product, given: NutrientAmount, position: int) -> ProductNutrient:
    insist_on_slug(given.nutrient)
    amount = parse_amount(given.amount)
    if amount is None:
        text = _("“%(given)s” is no amount. Write a number and one of the units %(units)s.")
        said = {"given": given.amount[:40], "units": ", ".join(UNITS)}
        raise BadDeclaration(text % said, field="nutrients")
    if given.nutrient not in REFERENCE_NANOGRAMS and not given.names:
        text = _("“%(nutrient)s” is no vitamin or mineral with a reference intake. Give it a name.")
        raise BadDeclaration(text % {"nutrient": given.nutrient}, field="nutrients")
    return ProductNutrient(
        product=row,
        position=position,
        nutrient=given.nutrient,
        amount_milli=amount.milli,
        unit=amount.unit,
        names=dict(given.names),
    )
