"""Add, describe, order and remove the uploaded pictures of a product."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import policy
from core.errors import Refused
from core.policy import Actor
from shop.models import Product, ProductMedia, ProductMediaText
from shop.picture_files import BadPicture, PictureNotFound, keep, prepare
from shop.services.catalogue_entries import insist_on_languages, leave_trace
from shop.services.publish_product import insist_on_still_ready, locked_product
from shop.values.products import NewPicture, Words

MOST_PICTURES = 12


class TooManyPictures(Refused):
    """A product shows a bounded number of pictures."""

    code = "shop.too_many_pictures"


def add_picture(*, actor: Actor, slug: str, picture: NewPicture, at: datetime) -> str:
    """Add a picture behind the others and return its digest; the same one again changes its words.

    Raises: NotAllowed; ProductNotFound; BadPicture; TooManyPictures; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_words(picture.alts)
    prepared = prepare(picture.content)
    with transaction.atomic():
        product = locked_product(slug)
        media, is_new = ProductMedia.objects.get_or_create(
            product=product,
            digest=prepared.digest,
            defaults={
                "width": prepared.width, "height": prepared.height, "added_at": at,
                "position": product.media.count(),
            },
        )  # fmt: skip
        if is_new and product.media.count() > MOST_PICTURES:
            text = _("A product shows at most %(most)s pictures. Remove one first.")
            raise TooManyPictures(text % {"most": MOST_PICTURES})
        _write_alts(media, picture.alts)
        keep(prepared)
        leave_trace(actor, "add_picture", f"product:{slug}", at, digest=prepared.digest)
    return prepared.digest


@transaction.atomic
def change_picture(
    *, actor: Actor, slug: str, digest: str, alts: Words, is_first: bool, at: datetime
) -> None:
    """Say anew what a picture shows, and put it first where wanted.

    Raises: NotAllowed; ProductNotFound; PictureNotFound; BadPicture; BadWords.
    """
    policy.require(actor, "shop.edit_catalogue")
    _insist_on_words(alts)
    product = locked_product(slug)
    media = _media(product, digest)
    _write_alts(media, alts)
    if is_first:
        _put_in_order([media, *product.media.exclude(pk=media.pk).order_by("position", "pk")])
    leave_trace(actor, "change_picture", f"product:{slug}", at, digest=digest)


@transaction.atomic
def remove_picture(*, actor: Actor, slug: str, digest: str, at: datetime) -> None:
    """Show a picture no longer. Its file stays: old mails and caches may point to it.

    Raises: NotAllowed; ProductNotFound; PictureNotFound; NotReady — it is on sale and has no other.
    """
    policy.require(actor, "shop.edit_catalogue")
    product = locked_product(slug)
    _media(product, digest).delete()
    _put_in_order(list(product.media.order_by("position", "pk")))
    insist_on_still_ready(product, at)
    leave_trace(actor, "remove_picture", f"product:{slug}", at, digest=digest)


def _insist_on_words(alts: Words) -> None:
    insist_on_languages(language for language, _alt in alts)
    if not any(alt.strip() for _language, alt in alts):
        text = _("Say in one language at least what the picture shows.")
        raise BadPicture(text, field="alt")


def _media(product: Product, digest: str) -> ProductMedia:
    found = product.media.filter(digest=digest).first()
    if found is None:
        raise PictureNotFound(_("There is no such picture."))
    return found


def _write_alts(media: ProductMedia, alts: Words) -> None:
    media.texts.all().delete()
    ProductMediaText.objects.bulk_create(
        ProductMediaText(media=media, language=language, alt=alt.strip())
        for language, alt in alts
        if alt.strip()
    )


def _put_in_order(media: list[ProductMedia]) -> None:
    for position, row in enumerate(media):
        row.position = position
    ProductMedia.objects.bulk_update(media, ["position"])
