"""What is open while a period is closed: each a count with the place where it is worked on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

import commissions.public as commissions
import network.public as network
import shop.public as shop
from commissions.public import Closing
from core.policy import Actor
from storefront.matters import FIRST, Kind, Matter, matters_of

RETURNS = (
    Kind(
        _("Withdrawals to look at"), "shop.see_withdrawals", "staff_withdrawals", "",
        lambda actor: shop.withdrawals_page(actor=actor, page=FIRST),
    ),
    Kind(
        _("Returns on their way"), "shop.see_returns", "staff_returns", "?state=announced",
        lambda actor: shop.returns_page(actor=actor, page=FIRST, state="announced"),
    ),
    Kind(
        _("Returns to decide"), "shop.see_returns", "staff_returns", "?state=received",
        lambda actor: shop.returns_page(actor=actor, page=FIRST, state="received"),
    ),
)  # fmt: skip


def open_matters(actor: Actor, closing: Closing, today: date) -> tuple[Matter, ...]:
    """Return what is open, kinds without anything left out; a few statements each."""
    return (*_of_the_run(actor, closing, today), *matters_of(actor, RETURNS))


def _of_the_run(actor: Actor, closing: Closing, today: date) -> Iterator[Matter]:
    if closing.waiting:
        url = reverse("storefront:staff_orders")
        yield Matter(_("Orders and returns being counted"), url, closing.waiting, has_more=False)
    if closing.left_out:
        yield Matter(_("Orders left out"), "#left-out", closing.left_out, has_more=False)
    if closing.run is not None:
        earners = commissions.earners_of(actor, closing.run.run_id)
        yield from _untaxed(earners, closing, today)


def _untaxed(earners: Sequence[int], closing: Closing, today: date) -> Iterator[Matter]:
    """Yield who earns and cannot be paid: no tax status on the last day, no agreement today."""
    last_day = closing.ends_before - timedelta(days=1)
    known = {number for number, _day in network.tax_status_on(earners, [last_day])}
    agreed = network.self_billing_agreed(earners, today)
    has_more = len(earners) == commissions.MOST_EARNERS
    no_status, no_agreement = len(earners) - len(known), len(earners) - len(agreed)
    if no_status:
        url = reverse("storefront:staff_taxes")
        yield Matter(_("Earners without tax status"), url, no_status, has_more)
    if no_agreement:
        label = _("Earners without an agreement on self-billing")
        url = reverse("storefront:staff_credit_notes")
        yield Matter(label, url, no_agreement, has_more)
