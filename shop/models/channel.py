"""Where the shop sells: a market with its currency, and what is listed there."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from shop.models.catalogue import Product


class Channel(models.Model):
    """A market: one currency, one country whose tax rates apply, a default language."""

    slug = models.SlugField(unique=True)
    name = models.TextField()
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2)
    default_language = models.CharField(max_length=5)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        return self.name


class ProductChannelListing(models.Model):
    """Whether a product is for sale in a channel, and from when."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="listings")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="listings")
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("channel listing")
        verbose_name_plural = _("channel listings")
        constraints = [
            models.UniqueConstraint(fields=["product", "channel"], name="one_listing_per_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.product_id} in {self.channel_id}"
