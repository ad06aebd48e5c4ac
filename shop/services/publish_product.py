"""Put a product on sale in a channel, and take it off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.policy import Actor
from shop.models import Product, ProductChannelListing
from shop.selectors.catalogue import ProductNotFound
from shop.selectors.channels import channel_card
from shop.services.catalogue_entries import leave_trace


@transaction.atomic
def publish_product(*, actor: Actor, slug: str, channel: str, at: datetime) -> None:
    """Put a product on sale in a channel from now on; again changes nothing.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.edit_catalogue")
    listing = _listing(slug, channel)
    if listing.published_at is None:
        listing.published_at = at
        listing.save()
        leave_trace(actor, "publish_product", f"product:{slug}", at, channel=channel)


@transaction.atomic
def unpublish_product(*, actor: Actor, slug: str, channel: str, at: datetime) -> None:
    """Take a product off sale in a channel; again changes nothing.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.edit_catalogue")
    listing = _listing(slug, channel)
    if listing.published_at is not None:
        listing.published_at = None
        listing.save()
        leave_trace(actor, "unpublish_product", f"product:{slug}", at, channel=channel)


def locked_product(slug: str) -> Product:
    """Let one edit of a product happen at a time.

    Raises: ProductNotFound.
    """
    readable = slug if slug.isprintable() else ""
    product = Product.objects.select_for_update().filter(slug=readable).first()
    if product is None:
        raise ProductNotFound(_("There is no product “%(slug)s”.") % {"slug": readable[:120]})
    return product


def _listing(slug: str, channel: str) -> ProductChannelListing:
    product = locked_product(slug)
    channel_id = channel_card(channel).channel_id
    found = ProductChannelListing.objects.filter(product=product, channel=channel_id).first()
    return found or ProductChannelListing(product=product, channel_id=channel_id)
