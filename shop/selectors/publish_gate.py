"""What a product still lacks before it may be offered in a channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core import policy
from core.company import local_date
from core.policy import Actor
from shop.models import Product, ProductDeclaration, ProductLabel, VariantPrice
from shop.models.catalogue import ContentUnit
from shop.rules.labels import marks
from shop.rules.publish_gate import Label, Maker, OfferFacts, VariantFacts, checks
from shop.selectors.catalogue import ProductNotFound
from shop.selectors.channels import channel_card
from shop.selectors.prices import EVERYBODY
from shop.values.catalogue import ChannelCard

WORDS: dict[str, Promise] = {
    "name": _("A name in the language of the country"),
    "content": _("The net content of every variant, as weight or volume where it is one"),
    "price": _("A price for customers, from today or a later day"),
    "picture": _("A picture"),
    "manufacturer": _("The manufacturer with postal and electronic address"),
    "responsible_person": _("Somebody in the Union who answers for a manufacturer outside of it"),
    "warnings": _("Warnings in the language of the country, or the word that there are none"),
    "denomination": _("The legal name; of a food supplement it contains these words"),
    "ingredients": _("The ingredients in the language of the country"),
    "allergens": _("The same allergens emphasised in every language"),
    "daily_portion": _("The daily portion"),
    "nutrients": _("The nutrients with their amounts"),
}


@dataclass(frozen=True, slots=True)
class GateCheck:
    """One thing that must be known, in words, and whether it is."""

    code: str
    words: str | Promise
    is_done: bool


def publish_checks(*, actor: Actor, slug: str, channel: str, at: datetime) -> tuple[GateCheck, ...]:
    """Return what a product must tell in a channel's country, and what of it is there.

    Raises: NotAllowed; ProductNotFound; ChannelNotFound.
    """
    policy.require(actor, "shop.see_catalogue")
    readable = slug if slug.isprintable() else ""
    product = Product.objects.filter(slug=readable).first()
    if product is None:
        raise ProductNotFound(_("There is no product “%(slug)s”.") % {"slug": readable[:120]})
    return gate_of(product, channel_card(channel), at)


def gate_of(product: Product, channel: ChannelCard, at: datetime) -> tuple[GateCheck, ...]:
    """Return the checks of a product in a channel, in six statements."""
    facts = _facts(product, channel, at)
    return tuple(GateCheck(c.code, WORDS[c.code], c.is_done) for c in checks(facts))


def _facts(product: Product, channel: ChannelCard, at: datetime) -> OfferFacts:
    language = channel.default_language
    labels = {label.language: label for label in ProductLabel.objects.filter(product=product)}
    said = labels.get(language)
    declared = (
        ProductDeclaration.objects.filter(product=product).select_related("manufacturer").first()
    )
    return OfferFacts(
        product_class=product.product_type.product_class,
        language=language,
        has_name=product.translations.filter(language=language).exists(),
        has_picture=bool(product.art) or product.media.exists(),
        variants=_variants(product, channel, at),
        maker=_maker(declared),
        label=Label(said.denomination, said.ingredients, said.usage, said.warnings)
        if said
        else Label(),
        has_no_warnings=declared is not None and declared.has_no_warnings,
        nutrients=product.nutrients.count(),
        allergen_marks=tuple(
            marks(label.ingredients) for label in labels.values() if label.ingredients
        ),
    )


def _variants(product: Product, channel: ChannelCard, at: datetime) -> tuple[VariantFacts, ...]:
    priced = VariantPrice.objects.filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=local_date(at)),
        variant=OuterRef("pk"),
        channel=channel.channel_id,
        audience=EVERYBODY,
        superseded_at__isnull=True,
    )
    rows = product.variants.annotate(has_price=Exists(priced))
    return tuple(
        VariantFacts(bool(milli), unit not in {"", ContentUnit.PIECE}, has_price)
        for milli, unit, has_price in rows.values_list("content_milli", "content_unit", "has_price")
    )


def _maker(declared: ProductDeclaration | None) -> Maker | None:
    if declared is None or declared.manufacturer is None:
        return None
    maker = declared.manufacturer
    answers = (
        maker.responsible_name,
        maker.responsible_postal_address,
        maker.responsible_electronic_address,
    )
    return Maker(maker.country, all(answers))
