"""Who is looking, at what time, in which language, by whose link: read once per request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import network.public as network
import shop.public as shop
from core import clock
from core.company import Company, company
from core.errors import Refused
from core.policy import ANONYMOUS, Actor

CART = "cart"
CART_ASIDE = "cart_aside"
CART_QUANTITY = "cart_quantity"
COUNTRY = "country"
TAKEN_OUT = "taken_out"
SPONSOR_CODE = "sponsor_code"
PARTY = "party"


class ShopNotOpen(Refused):
    """The company has no sales channel."""

    code = "storefront.shop_not_open"


@dataclass(frozen=True, slots=True)
class TakenOut:
    """What somebody took out of the cart and may put back."""

    sku: str
    quantity: int
    name: str


class Visit:
    """One request's view of the world. What the next request needs is kept in its session."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._session = request.session
        self.at: datetime = clock.now()
        self.language = (get_language() or settings.LANGUAGE_CODE)[:2]

    @cached_property
    def company(self) -> Company:
        """Return the company whose shop this is."""
        return company()

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone of the company's business days."""
        return ZoneInfo(self.company.time_zone)

    @property
    def today(self) -> date:
        """Return the company's calendar day."""
        return self.at.astimezone(self.zone).date()

    @cached_property
    def actor(self) -> Actor:
        """Return who acts: the signed-in account, or nobody."""
        account_id = self._request.user.pk if self._request.user.is_authenticated else None
        return network.actor_for(account_id) if account_id is not None else ANONYMOUS

    @property
    def is_signed_in(self) -> bool:
        """Tell whether somebody has signed in."""
        return self.actor.account_id is not None

    @cached_property
    def account(self) -> network.AccountCard | None:
        """Return the signed-in person's own card."""
        account_id = self.actor.account_id
        return network.account_card(account_id) if account_id is not None else None

    @property
    def is_partner(self) -> bool:
        """Tell whether the person has a partner position."""
        return self.actor.member_id is not None

    @property
    def sponsor_code(self) -> str | None:
        """Return the code of the link this visit came by."""
        return self._session.get(SPONSOR_CODE)

    @cached_property
    def sponsor(self) -> network.MemberCard | None:
        """Return whose link this visit came by; a code that is no longer good is passed over."""
        try:
            return network.member_by_code(self.sponsor_code) if self.sponsor_code else None
        except network.UnknownSponsorCode:
            return None

    @cached_property
    def buyer(self) -> network.Buyer:
        """Return who buys, by which prices, for whose credit."""
        account_id = self.actor.account_id
        try:
            return network.buyer_for(account_id, self.sponsor_code, self.today)
        except network.UnknownSponsorCode:
            return network.buyer_for(account_id, None, self.today)

    @cached_property
    def channels(self) -> tuple[shop.ChannelCard, ...]:
        """Return every channel of the shop; there is one for each country served."""
        return shop.list_channels()

    @cached_property
    def channel(self) -> shop.ChannelCard:
        """Return the channel of the country that was chosen, else of the company's own.

        Raises: ShopNotOpen.
        """
        if not self.channels:
            raise ShopNotOpen(_("The shop is not open yet: it has no channel to sell in."))
        by_country = {channel.country: channel for channel in reversed(self.channels)}
        wishes = (self._session.get(COUNTRY), self.company.country)
        return next((by_country[wish] for wish in wishes if wish in by_country), self.channels[0])

    @property
    def countries(self) -> tuple[str, ...]:
        """Return the countries one may choose from; none where there is no choice."""
        codes = tuple(channel.country for channel in self.channels)
        return codes if len(codes) > 1 else ()

    def choose_country(self, country: str) -> shop.ChannelCard | None:
        """Shop in another country from now on; None where nothing is sold there."""
        for channel in self.channels:
            if channel.country == country:
                self._session[COUNTRY] = country
                self.channel = channel
                return channel
        return None

    @cached_property
    def is_open(self) -> bool:
        """Tell whether there is a channel to sell in."""
        try:
            return bool(self.channel)
        except ShopNotOpen:
            return False

    @property
    def country(self) -> str:
        """Return the country one shops from; the company's own before the shop is open."""
        return self.channel.country if self.is_open else self.company.country

    @cached_property
    def categories(self) -> tuple[shop.CategoryCard, ...]:
        """Return the categories that have something for sale; none before the shop is open."""
        return shop.list_categories(shopper=self.shopper, at=self.at) if self.is_open else ()

    @cached_property
    def shopper(self) -> shop.Shopper:
        """Return how this visit sees the catalogue."""
        return shop.Shopper(self.channel.slug, self.language, self.buyer)

    @property
    def cart_token(self) -> UUID | None:
        """Return the cart of this visit."""
        token = self._session.get(CART)
        return UUID(token) if token else None

    @property
    def cart_quantity(self) -> int:
        """Return how many pieces the header shows; counted when the cart was last touched."""
        return int(self._session.get(CART_QUANTITY, 0))

    def remember_cart(self, token: UUID, quantity: int) -> None:
        """Keep the cart for the next request; what is known already is not written again."""
        for key, value in ((CART, str(token)), (CART_QUANTITY, quantity)):
            if self._session.get(key) != value:
                self._session[key] = value

    def take_over_cart(self, token: UUID, quantity: int) -> None:
        """Go on with a cart that was prepared; the own one waits until it is ordered."""
        if self.cart_token is not None and CART_ASIDE not in self._session:
            self._session[CART_ASIDE] = [str(self.cart_token), self.cart_quantity]
        self.remember_cart(token, quantity)

    def forget_cart(self) -> None:
        """Start with an empty cart next time, or with the one that waited."""
        for key in (CART, CART_QUANTITY, TAKEN_OUT):
            self._session.pop(key, None)
        if CART_ASIDE in self._session:
            self._session[CART], self._session[CART_QUANTITY] = self._session.pop(CART_ASIDE)

    @cached_property
    def party(self) -> shop.PartyCard | None:
        """Return the open party that this visit orders at; partners order at none."""
        code = self._session.get(PARTY)
        if not code or self.is_partner:
            return None
        try:
            found = shop.party_card(code=code)
        except shop.PartyNotFound:
            return None
        return found if found.state == "open" and found.channel == self.channel.slug else None

    def join_party(self, party: shop.PartyCard) -> None:
        """Let this visit's orders belong to a party from now on."""
        self._session[PARTY] = party.code
        if not self.is_signed_in:
            self._session.set_expiry(0)

    def leave_party(self) -> None:
        """Order at no party any more."""
        self._session.pop(PARTY, None)

    @property
    def taken_out(self) -> TakenOut | None:
        """Return what was taken out of the cart last, as long as it can be put back."""
        found = self._session.get(TAKEN_OUT)
        return TakenOut(*found) if found else None

    def remember_taken_out(self, taken: TakenOut | None) -> None:
        """Keep what may be put back; None: nothing any more."""
        self._session[TAKEN_OUT] = [taken.sku, taken.quantity, taken.name] if taken else None

    def follow(self, code: str) -> network.MemberCard:
        """Keep whose link this visit came by, for as long as the browser stays open.

        Raises: UnknownSponsorCode — what was kept before stays.
        """
        card = network.member_by_code(code)
        self._session[SPONSOR_CODE] = card.code
        if not self.is_signed_in:
            self._session.set_expiry(0)
        return card


class VisitRequest(HttpRequest):
    """A request that `pages.page` has prepared."""

    visit: Visit
