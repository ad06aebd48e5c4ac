"""What waits for somebody of the staff: counted on the first page of their office."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
import shop.public as shop
from core import clock, policy
from core.paging import Page, PageRequest
from core.policy import Actor

FIRST = PageRequest(1, 50)


@dataclass(frozen=True, slots=True)
class Kind:
    """Matters of one kind: who works on them (a policy action), where, and how they are read."""

    label: Promise
    action: str
    address: str
    query: str
    read: Callable[[Actor], Page[Any] | int]


@dataclass(frozen=True, slots=True)
class Matter:
    """How many of a kind wait; `has_more` when there are more than were counted."""

    label: Promise
    url: str
    count: int
    has_more: bool


def _orders(state: str) -> Callable[[Actor], Page[Any]]:
    query = shop.OrderQuery(state=state)
    return lambda actor: shop.orders_page(actor=actor, page=FIRST, wanted=query)


def _in_state(page: Page[Any], *states: str) -> int:
    return sum(row.state in states for row in page.items)


def _stuck_mails(_actor: Actor) -> int:
    queue = desk.mail_queue()
    return queue.failing + queue.given_up


def _urgent_statements(actor: Actor) -> int:
    missing = commissions.missing_statements(actor, at=clock.now())
    return sum(one.is_urgent for one in missing)


KINDS = (
    Kind(
        _("Orders to be sent"), "shop.deliver_order", "staff_orders", "?state=paid",
        _orders("paid"),
    ),
    Kind(
        _("Orders partly sent"), "shop.deliver_order", "staff_orders", "?state=in_delivery",
        _orders("in_delivery"),
    ),
    Kind(
        _("Withdrawals to look at"), "shop.review_withdrawal", "staff_withdrawals", "",
        lambda actor: shop.withdrawals_page(actor=actor, page=FIRST),
    ),
    Kind(
        _("Returns on their way"), "shop.receive_return", "staff_returns", "?state=announced",
        lambda actor: shop.returns_page(actor=actor, page=FIRST, state="announced"),
    ),
    Kind(
        _("Returns to decide"), "shop.decide_return", "staff_returns", "?state=received",
        lambda actor: shop.returns_page(actor=actor, page=FIRST, state="received"),
    ),
    Kind(
        _("Refunds to make"), "shop.make_refund", "staff_refunds", "?state=requested",
        lambda actor: shop.refunds_page(actor=actor, page=FIRST, state="requested"),
    ),
    Kind(
        _("Transfers nobody could match"), "shop.record_incoming_payment", "staff_transfers",
        "?show=unmatched",
        lambda actor: shop.incoming_page(actor=actor, page=FIRST, show="unmatched"),
    ),
    Kind(
        _("Applications to decide"), "network.decide_application", "staff_applications", "",
        lambda actor: network.applications(actor, page=FIRST),
    ),
    Kind(
        _("Sponsor changes to decide"), "network.change_sponsor", "staff_moves", "",
        lambda actor: network.sponsor_moves(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Inactive partners to decide about"), "network.change_status", "staff_inactive", "",
        lambda actor: commissions.inactive_page(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Ranks to decide"), "commissions.award_rank", "staff_awards", "",
        lambda actor: commissions.awards_page(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Places to correct"), "network.move_placement", "staff_place_moves", "",
        lambda actor: network.placement_moves(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Positions of a person to decide"), "network.join_positions", "staff_persons", "",
        lambda actor: network.person_wishes(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Mails that do not go out"), "desk.resend_mail", "staff_mails", "",
        _stuck_mails,
    ),
    Kind(
        _("Runs to approve or publish"), "commissions.approve_run", "staff_closings", "",
        lambda actor: _in_state(commissions.runs_page(actor, FIRST), "draft", "approved"),
    ),
    Kind(
        _("Plans to sign"), "commissions.activate_plan", "staff_plan_proposals", "",
        lambda actor: commissions.proposals_page(actor, is_waiting=True, page=FIRST),
    ),
    Kind(
        _("Inquiries to answer"), "commissions.answer_inquiry", "staff_inquiries", "",
        lambda actor: commissions.inquiries_page(actor, at=clock.now(), page=FIRST),
    ),
    Kind(
        _("Periods whose statements are due"), "commissions.see_runs", "staff_statements", "",
        _urgent_statements,
    ),
    Kind(
        _("Tax statuses to check"), "network.decide_tax_status", "staff_taxes", "",
        lambda _actor: network.waiting_tax_declarations(),
    ),
    Kind(
        _("Objections to Gutschriften"), "finance.issue_credit_notes", "staff_credit_notes",
        "?show=objected",
        lambda _actor: finance.open_objections(),
    ),
    Kind(
        _("Payouts to approve"), "finance.approve_payout", "staff_payouts", "",
        lambda actor: _in_state(finance.payout_batches(actor, FIRST), "prepared"),
    ),
    Kind(
        _("Bank entries to decide"), "finance.decide_bank_entry", "staff_bank_entries", "",
        lambda actor: finance.bank_entries(actor, state="waiting", page=FIRST),
    ),
)  # fmt: skip


def matters_of(actor: Actor, kinds: Iterable[Kind] = KINDS) -> tuple[Matter, ...]:
    """Return what waits for this person, kinds without anything left out; a few statements each."""
    read = (_read(kind, actor) for kind in kinds if policy.allowed(actor, kind.action))
    return tuple(matter for matter in read if matter.count)


def _read(kind: Kind, actor: Actor) -> Matter:
    found = kind.read(actor)
    url = reverse(f"storefront:{kind.address}") + kind.query
    if isinstance(found, int):
        return Matter(kind.label, url, found, has_more=False)
    return Matter(kind.label, url, len(found.items), has_more=found.has_next)
