"""Put a product on sale in a channel, and take it off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import Refused
from core.policy import Actor
from shop.models import Product, ProductChannelListing
from shop.selectors.catalogue import ProductNotFound
from shop.selectors.channels import channel_card
from shop.selectors.publish_gate import gate_of
from shop.services.catalogue_entries import leave_trace
from shop.values.catalogue import ChannelCard


class NotReady(Refused):
    """Something is not said yet that must be said in an offer; facts name what, by its code."""

    code = "shop.not_ready"


@transaction.atomic
def publish_product(*, actor: Actor, slug: str, channel: str, at: datetime) -> None:
    """Put a product on sale in a channel from now on; again changes nothing.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound; NotReady — the law wants more to be said.
    """
    policy.require(actor, "shop.edit_catalogue")
    listing = _listing(slug, channel)
    if listing.published_at is None:
        _insist_on_ready(listing.product, channel_card(channel), at)
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


def insist_on_still_ready(product: Product, at: datetime) -> None:
    """Refuse an edit after which a product could no longer be offered where it is on sale.

    Raises: NotReady.
    """
    listed = product.listings.filter(published_at__isnull=False)
    for slug in listed.order_by("channel").values_list("channel__slug", flat=True):
        _insist_on_ready(product, channel_card(slug), at)


def _insist_on_ready(product: Product, channel: ChannelCard, at: datetime) -> None:
    lacking = [check for check in gate_of(product, channel, at) if not check.is_done]
    if lacking:
        text = _("“%(slug)s” cannot be on sale in %(channel)s yet. Missing: %(missing)s.")
        said = {
            "slug": product.slug,
            "channel": channel.name,
            "missing": "; ".join(str(check.words) for check in lacking),
        }
        raise NotReady(text % said, missing=[check.code for check in lacking])


def _listing(slug: str, channel: str) -> ProductChannelListing:
    product = locked_product(slug)
    channel_id = channel_card(channel).channel_id
    found = ProductChannelListing.objects.filter(product=product, channel=channel_id).first()
    return found or ProductChannelListing(product=product, channel_id=channel_id)
