"""Set what a variant costs an audience from a day on."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Invalid
from core.policy import Actor
from shop.models import ProductVariant, VariantPrice
from shop.rules.order_maths import PriceTag
from shop.rules.price_timeline import Span, fit_in
from shop.selectors.channels import channel_card
from shop.services.change_cart import UnknownSku
from shop.values.products import NewPrice

_MOST = 10**12


class BadPrice(Invalid):
    """Prices and points are not negative and not absurdly large."""

    code = "shop.bad_price"


class UnknownAudience(Invalid):
    """There is no such price group."""

    code = "shop.unknown_audience"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Which variant in which channel for whom."""

    variant_id: int
    channel_id: int
    audience: str

    def known(self) -> list[VariantPrice]:
        """Return the rows that are current knowledge."""
        rows = VariantPrice.objects.filter(
            variant=self.variant_id, channel=self.channel_id, audience=self.audience,
            superseded_at__isnull=True,
        )  # fmt: skip
        return list(rows)

    def row(self, amounts: PriceTag, span: tuple[date, date | None], at: datetime) -> VariantPrice:
        """Return a row to store."""
        return VariantPrice(
            variant_id=self.variant_id, channel_id=self.channel_id, audience_id=self.audience,
            gross_minor=amounts.gross_minor, pv_minor=amounts.pv_minor,
            cv_minor=amounts.cv_minor, valid_from=span[0], valid_until=span[1], recorded_at=at,
        )  # fmt: skip


@transaction.atomic
def set_price(*, actor: Actor, price: NewPrice, at: datetime) -> None:
    """Let a price hold from a day on, until the next one that is planned already.

    What was known before is superseded, never edited; the same price again changes nothing.

    Raises: NotAllowed; BadPrice; UnknownAudience; UnknownSku; ChannelNotFound.
    """
    policy.require(actor, "shop.edit_catalogue")
    tag = PriceTag(price.gross_minor, price.pv_minor, price.cv_minor)
    _insist_on_amounts(price.sku, tag)
    channel_id = channel_card(price.channel).channel_id
    shelf = _Shelf(_locked_variant(price.sku), channel_id, price.audience)
    if _supersede(shelf, tag, price.valid_from, at):
        _audit(actor, price, at)


def _insist_on_amounts(sku: str, tag: PriceTag) -> None:
    if not all(0 <= v <= _MOST for v in (tag.gross_minor, tag.pv_minor, tag.cv_minor)):
        text = _("%(sku)s: price and points must not be negative or absurdly large.")
        raise BadPrice(text % {"sku": sku[:80]}, sku=sku[:80])


def _locked_variant(sku: str) -> int:
    """Let one price be set at a time."""
    readable = sku if sku.isprintable() else ""
    variant = ProductVariant.objects.select_for_update().filter(sku=readable).first()
    if variant is None:
        raise UnknownSku(_("There is no variant “%(sku)s”.") % {"sku": readable[:80]})
    return variant.pk


def _supersede(shelf: _Shelf, tag: PriceTag, starts: date, at: datetime) -> bool:
    """Store the price where it differs from what holds on its first day."""
    known = shelf.known()
    fit = fit_in([Span(row.pk, row.valid_from, row.valid_until) for row in known], starts)
    new = [shelf.row(tag, (starts, fit.ends), at)]
    _insist_on_audience(new[0])
    old = next((row for row in known if fit.superseded and row.pk == fit.superseded.price_id), None)
    if old is not None:
        before = PriceTag(old.gross_minor, old.pv_minor, old.cv_minor)
        if before == tag:
            return False
        if fit.keeps_earlier_days:
            new.append(shelf.row(before, (old.valid_from, starts), at))
        VariantPrice.objects.filter(pk=old.pk).update(superseded_at=at)
    VariantPrice.objects.bulk_create(new)
    return True


def _insist_on_audience(row: VariantPrice) -> None:
    others = {field.name for field in VariantPrice._meta.fields} - {"audience"}
    try:
        row.clean_fields(exclude=others)
    except ValidationError:
        text = _("There is no audience “%(code)s”. Write one like customer or partner.")
        raise UnknownAudience(text % {"code": row.audience_id[:32]}) from None


def _audit(actor: Actor, price: NewPrice, at: datetime) -> None:
    facts = asdict(price) | {"valid_from": price.valid_from.isoformat()}
    subject = f"variant:{price.sku}"
    audit.record(actor=actor, action="shop.set_price", subject=subject, at=at, facts=facts)
