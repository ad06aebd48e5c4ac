"""What the law wants to be said about a product: who made it, what is in it, what to beware of."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import Product


class Manufacturer(models.Model):
    """Who makes a product, and who answers for it in the Union where the maker does not."""

    slug = models.SlugField(unique=True)
    name = models.TextField()
    postal_address = models.TextField()
    country = models.CharField(max_length=2)
    electronic_address = models.TextField()
    responsible_name = models.TextField(blank=True, default="")
    responsible_postal_address = models.TextField(blank=True, default="")
    responsible_electronic_address = models.TextField(blank=True, default="")

    class Meta:
        verbose_name = _("manufacturer")
        verbose_name_plural = _("manufacturers")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(postal_address="") & ~Q(electronic_address=""),
                name="manufacturer_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NutrientBasis(models.TextChoices):
    """What the amounts of a nutrition table refer to."""

    PORTION = "portion", _("per daily portion")
    HUNDRED_GRAM = "100g", _("per 100 g")
    HUNDRED_MILLILITRE = "100ml", _("per 100 ml")


class ProductDeclaration(models.Model):
    """What is the same in every language."""

    product = models.OneToOneField(Product, on_delete=models.CASCADE, related_name="declaration")
    manufacturer = models.ForeignKey(
        Manufacturer, null=True, on_delete=models.PROTECT, related_name="declarations"
    )
    has_no_warnings = models.BooleanField(default=False)
    nutrients_per = models.CharField(
        max_length=8, choices=NutrientBasis.choices, default=NutrientBasis.PORTION
    )

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [
            models.CheckConstraint(
                condition=Q(nutrients_per__in=NutrientBasis.values), name="declaration_basis"
            ),
        ]

    def __str__(self) -> str:
        return f"declaration of {self.product_id}"


class ProductLabel(models.Model):
    """What is said in one language. Allergens stand **between double asterisks**."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="labels")
    language = models.CharField(max_length=5)
    denomination = models.TextField(blank=True, default="")
    ingredients = models.TextField(blank=True, default="")
    usage = models.TextField(blank=True, default="")
    warnings = models.TextField(blank=True, default="")
    withdrawal_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "language"], name="one_product_label"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} ({self.language})"


class ProductNutrient(models.Model):
    """A row of the nutrition table: so many thousandths of a unit of something.

    `nutrient` names one of `shop.rules.nutrients`, or something of the product's own whose name is
    in `names`, by language.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="nutrients")
    position = models.PositiveIntegerField()
    nutrient = models.SlugField()
    amount_milli = models.BigIntegerField()
    unit = models.CharField(max_length=4)
    names = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "nutrient"], name="one_row_per_nutrient"),
            models.CheckConstraint(condition=Q(amount_milli__gte=0), name="nutrient_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.nutrient} of {self.product_id}"
