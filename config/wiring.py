"""The one page that lists every reaction: when a room publishes a fact, who does what.

Rooms below never call upwards; they publish, and this page turns the event into plain values.
Delivery is at least once and in order per aggregate, each reaction in a transaction of its own.
"""

from __future__ import annotations

from datetime import date, datetime

import commissions.public as commissions
import desk.public as desk
import finance.public as finance
import network.public as network
import shop.public as shop
from commissions.events import InquiryWritten, RunPublished
from core import clock, links, outbox, policy
from core.outbox import Reactions
from core.policy import Actor
from core.tasks import deliver_events
from finance.events import BankCreditSeen, LedgerCheckAsked, TransferReturned
from network.events import (
    ApplicationDecided,
    EmailChangeAsked,
    EmailConfirmationAsked,
    MemberApplied,
    MemberRegistered,
    PasswordChanged,
    PasswordResetAsked,
    SponsorChangeDecided,
)
from shop.events import (
    CartPrepared,
    OrderCancelled,
    OrderDelivered,
    OrderPaid,
    OrderPlaced,
    OrderReturned,
    OrdersImported,
    PartCancelled,
    PartDelivered,
    PartyClosed,
    RefundAsked,
    RefundMade,
    ReturnAnnounced,
    ReturnReceived,
    ReturnRejected,
    WithdrawalReceived,
)

# The pages that mails lead to, by the name they use.
PAGES = {
    "bank_account": "storefront:bank_account",
    "confirm_email": "storefront:confirm_email",
    "guest_order": "storefront:order_by_link",
    "landing": "storefront:landing",
    "new_password": "storefront:reset_password",
    "office": "storefront:office",
    "order": "storefront:order",
    "inquiry": "storefront:inquiry",
    "prepared_cart": "storefront:take_over_cart",
    "products": "storefront:products",
    "staff_inquiry": "storefront:staff_inquiry",
    "statement": "storefront:statement",
    "withdraw": "storefront:withdraw",
}

REACTIONS: Reactions = {
    PartyClosed: {
        "commissions.record_party": lambda e: commissions.record_party(number=e.number, at=e.at),
        "desk.mail_hostess_credit": lambda e: desk.mail_hostess_credit(
            party_id=e.party_id, at=e.at
        ),
    },
    CartPrepared: {
        "desk.mail_cart_prepared": lambda e: desk.mail_cart_prepared(
            prepared_id=e.prepared_id, at=e.at
        ),
    },
    OrderPlaced: {
        "desk.mail_order_confirmation": lambda e: desk.mail_order_confirmation(
            order_id=e.order_id, at=e.at
        ),
    },
    OrderPaid: {
        "commissions.record_volume": lambda e: commissions.record_volume(
            order_ids=[e.order_id], at=e.at
        ),
        "network.confirm_customer": lambda e: network.confirm_customer(
            account_id=e.account_id, at=e.at
        ),
        "shop.adjust_party_credit": lambda e: shop.adjust_party_credit(
            order_id=e.order_id, at=e.at
        ),
        "desk.mail_payment_received": lambda e: desk.mail_payment_received(
            order_id=e.order_id, at=e.at
        ),
    },
    PartDelivered: {
        "desk.mail_parcel": lambda e: desk.mail_parcel(
            order_id=e.order_id, delivery_id=e.delivery_id, at=e.at
        ),
    },
    OrderDelivered: {
        "commissions.set_vesting": lambda e: commissions.set_vesting(
            order_ids=[e.order_id], at=e.at
        ),
        "desk.mail_parcel": lambda e: desk.mail_parcel(
            order_id=e.order_id, delivery_id=e.delivery_id, at=e.at
        ),
    },
    OrderCancelled: {
        "commissions.reverse_volume": lambda e: commissions.reverse_volume(
            order_ids=[e.order_id], at=e.at
        ),
        "shop.adjust_party_credit": lambda e: shop.adjust_party_credit(
            order_id=e.order_id, at=e.at
        ),
        "desk.mail_order_cancelled": lambda e: desk.mail_order_cancelled(
            order_id=e.order_id, at=e.at
        ),
    },
    RefundAsked: {
        "shop.send_refund": lambda e: shop.send_refund(refund_id=e.refund_id, at=e.at),
        "desk.mail_refund_account": lambda e: desk.mail_refund_account(
            refund_id=e.refund_id, order_id=e.order_id, at=e.at
        ),
    },
    RefundMade: {
        "desk.mail_refund": lambda e: desk.mail_refund(
            refund_id=e.refund_id, order_id=e.order_id, at=e.at
        ),
    },
    WithdrawalReceived: {
        "desk.mail_withdrawal": lambda e: desk.mail_withdrawal(
            withdrawal_id=e.withdrawal_id, at=e.at
        ),
    },
    OrderReturned: {
        "commissions.reverse_volume": lambda e: commissions.reverse_volume(
            order_ids=[e.order_id], at=e.at
        ),
        "shop.adjust_party_credit": lambda e: shop.adjust_party_credit(
            order_id=e.order_id, at=e.at
        ),
    },
    PartCancelled: {
        "commissions.reverse_volume": lambda e: commissions.reverse_volume(
            order_ids=[e.order_id], at=e.at
        ),
        "shop.adjust_party_credit": lambda e: shop.adjust_party_credit(
            order_id=e.order_id, at=e.at
        ),
        "desk.mail_part_cancelled": lambda e: desk.mail_part_cancelled(
            order_id=e.order_id, reversal_id=e.reversal_id, at=e.at
        ),
    },
    ReturnAnnounced: {
        "desk.mail_return_announced": lambda e: desk.mail_return_announced(
            return_id=e.return_id, order_id=e.order_id, at=e.at
        ),
    },
    ReturnReceived: {
        "desk.mail_return_received": lambda e: desk.mail_return_received(
            return_id=e.return_id, order_id=e.order_id, at=e.at
        ),
    },
    ReturnRejected: {
        "desk.mail_return_rejected": lambda e: desk.mail_return_rejected(
            return_id=e.return_id, order_id=e.order_id, at=e.at
        ),
    },
    OrdersImported: {
        "commissions.record_volume": lambda e: commissions.record_volume(
            order_ids=e.order_ids, at=e.at
        ),
        "commissions.set_vesting": lambda e: commissions.set_vesting(
            order_ids=e.order_ids, at=e.at
        ),
    },
    RunPublished: {
        "network.record_titles": lambda e: network.record_titles(
            run_ref=e.run_ref,
            period_key=e.period_key,
            titles=commissions.titles_of(e.run_id),
            at=e.at,
        ),
        "finance.prepare_statements": lambda e: finance.prepare_statements(
            run_ref=e.run_ref,
            period_key=e.period_key,
            plan_label=e.plan_label,
            currency=e.currency,
            rows=commissions.statement_rows(e.run_id),
            at=e.at,
        ),
        "commissions.propose_inactive": lambda e: commissions.propose_inactive(
            run_id=e.run_id, at=e.at
        ),
        "commissions.keep_gaps": lambda e: commissions.keep_gaps(run_id=e.run_id),
    },
    TransferReturned: {
        "desk.mail_transfer_returned": lambda e: desk.mail_transfer_returned(
            line_id=e.line_id, payee=e.payee, at=e.at
        ),
    },
    LedgerCheckAsked: {
        "finance.check_ledger": lambda e: finance.check_ledger(check_id=e.check_id, at=clock.now()),
    },
    BankCreditSeen: {
        "shop.take_order_payment": lambda e: shop.take_order_payment(entry_id=e.entry_id, at=e.at),
    },
    InquiryWritten: {
        "desk.mail_inquiry": lambda e: desk.mail_inquiry(
            about=_inquiry_mail(e.message_id, e.at), is_answer=e.is_answer, at=e.at
        ),
    },
    MemberRegistered: {
        "desk.open_welcome_task": lambda e: desk.open_welcome_task(
            member_id=e.member_id, sponsor_id=e.sponsor_id, at=e.at
        ),
        "desk.mail_partner_welcome": lambda e: desk.mail_partner_welcome(
            member_id=e.member_id, at=e.at
        ),
    },
    MemberApplied: {
        "desk.mail_application_received": lambda e: desk.mail_application_received(
            member_id=e.member_id, account_id=e.account_id, at=e.at
        ),
    },
    ApplicationDecided: {
        "desk.mail_application_decided": lambda e: desk.mail_application_decided(
            member_id=e.member_id, account_id=e.account_id, approved=e.approved, at=e.at
        ),
    },
    EmailConfirmationAsked: {
        "desk.mail_email_confirmation": lambda e: desk.mail_email_confirmation(
            account_id=e.account_id, at=e.at
        ),
    },
    EmailChangeAsked: {
        "desk.mail_email_change": lambda e: desk.mail_email_change(
            account_id=e.account_id, at=e.at
        ),
    },
    PasswordResetAsked: {
        "desk.mail_password_reset": lambda e: desk.mail_password_reset(
            account_id=e.account_id, at=e.at
        ),
    },
    PasswordChanged: {
        "desk.mail_password_changed": lambda e: desk.mail_password_changed(
            account_id=e.account_id, at=e.at
        ),
    },
    SponsorChangeDecided: {
        "desk.mail_sponsor_change": lambda e: desk.mail_sponsor_change(
            member_id=e.member_id, request_id=e.request_id, approved=e.approved, at=e.at
        ),
    },
}


def install() -> None:
    """Wire reactions and the relations that policy asks rooms about (config.apps calls this)."""
    outbox.wire(REACTIONS, wake=deliver_events.delay)
    links.name_pages(PAGES)
    desk.make_attachments({desk.STATEMENT: _statement_paper})
    policy.add_relation("in_my_downline", _in_my_downline)
    policy.add_relation("my_sponsor", _my_sponsor)


def _inquiry_mail(message_id: int, at: datetime) -> desk.InquiryMail:
    """Return what a mail about a question or an answer tells."""
    news = commissions.inquiry_news(message_id, at=at)
    return desk.InquiryMail(
        inquiry_id=news.row.inquiry_id,
        message_id=message_id,
        member_id=news.row.member_id,
        run_id=news.row.run_id,
        line_no=news.row.line_no,
        order_ref=news.row.order_ref,
        period_key=news.row.period_key,
        due_on=news.row.due_on,
        text=news.text,
    )


def _statement_paper(ref: str, at: datetime) -> bytes:
    """Make the paper of "run:member:language" for a mail."""
    run_id, member_id, language = ref.split(":")
    return commissions.statement_pdf(
        Actor.system("mail"),
        run_id=int(run_id),
        member_id=int(member_id),
        language=language,
        at=at,
    )


def _in_my_downline(actor: Actor, facts: dict[str, object]) -> bool:
    member_id, day = facts.get("member_id"), facts.get("day")
    if actor.member_id is None or actor.has_left:
        return False
    if not isinstance(member_id, int) or not isinstance(day, date):
        return False
    return network.is_in_downline(member_id=member_id, of_member_id=actor.member_id, day=day)


def _my_sponsor(actor: Actor, facts: dict[str, object]) -> bool:
    member_id = facts.get("member_id")
    if actor.member_id is None or actor.has_left or not isinstance(member_id, int):
        return False
    return network.member_card(actor.member_id).sponsor_id == member_id
