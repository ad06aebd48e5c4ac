"""Channels, and how a shopper sees one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from core import memo
from core.company import Company, company
from core.errors import NotFound
from shop.models import Channel
from shop.values.catalogue import ChannelCard, Shopper

_MEMO = "channels"
_FIELDS = ("pk", "slug", "name", "currency", "country", "default_language")


class ChannelNotFound(NotFound):
    """There is no such channel."""

    code = "shop.channel_not_found"


@dataclass(frozen=True, slots=True)
class Sight:
    """A channel as one audience sees it in one language at one moment."""

    channel: ChannelCard
    audience: str
    language: str
    at: datetime
    ours: Company

    @property
    def day(self) -> date:
        """Return the company's calendar day."""
        return self.ours.day_of(self.at)

    @property
    def sees_points(self) -> bool:
        """Tell whether points are shown to this audience."""
        return self.audience != "customer"


def card_of(row: Channel) -> ChannelCard:
    """Return the card of a channel that was read already."""
    return ChannelCard(row.pk, row.slug, row.name, row.currency, row.country, row.default_language)


def channel_card(slug: str) -> ChannelCard:
    """Return a channel.

    Raises: ChannelNotFound.
    """
    found = next((card for card in list_channels() if card.slug == slug), None)
    if found is None:
        readable = slug if slug.isprintable() else ""
        text = _("There is no shop channel “%(slug)s”.")
        raise ChannelNotFound(text % {"slug": readable[:50]})
    return found


def list_channels() -> tuple[ChannelCard, ...]:
    """Return every channel by slug; a company has a handful, read once a request."""
    return memo.remembered(_MEMO, _read)


def forget_channels() -> None:
    """Read the channels anew: one was just opened."""
    memo.forget(_MEMO)


def _read() -> tuple[ChannelCard, ...]:
    rows = Channel.objects.order_by("slug").values_list(*_FIELDS)
    return tuple(ChannelCard(*row) for row in rows)


def sight_of(shopper: Shopper, at: datetime) -> Sight:
    """Return what a shopper may see now.

    Raises: ChannelNotFound.
    """
    channel = channel_card(shopper.channel)
    return Sight(channel, shopper.buyer.audience, shopper.language, at, company())
