"""Everything the network knows about a person, for the person: Art. 15 and 20 GDPR."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from core import policy
from core.policy import Actor
from network.models import (
    CustomerCredit,
    EmailChange,
    Member,
    MemberTitle,
    PersonPosition,
    Placement,
)
from network.selectors.applications import position_steps
from network.selectors.members import member_cards
from network.selectors.own_account import account_details, addresses_of, own_consents
from network.selectors.sessions import own_sessions

Facts = dict[str, object]


def own_data(actor: Actor, account_id: int, at: datetime) -> Facts:
    """Return plain values that can be written as JSON.

    Of other people only the display name of one's own sponsors stands in it.
    Raises: NotAllowed; AccountNotFound.
    """
    policy.require(actor, "network.edit_account", account_id=account_id)
    details = account_details(actor, account_id, at)
    sessions = own_sessions(actor=actor, account_id=account_id, this_key=None, at=at)
    return {
        "account": _plain({**asdict(details), **asdict(details.profile), "profile": None}),
        "addresses": [
            _plain(
                {
                    "is_for_delivery": row.is_for_delivery,
                    "is_for_billing": row.is_for_billing,
                    **asdict(row.address),
                }
            )
            for row in addresses_of(account_id)
        ],
        "consents": [_plain(asdict(entry)) for entry in own_consents(account_id)],
        "email_changes": _email_changes(account_id),
        "credited_to": _credits(account_id),
        "position": _position(account_id),
        "signed_in": [
            _plain({"device": one.device, "since": one.signed_in_at, "last_seen": one.seen_at})
            for one in sessions
        ],
    }


def _email_changes(account_id: int) -> list[Facts]:
    columns = ("asked_at", "done_at", "dropped_at")
    rows = EmailChange.objects.filter(account_id=account_id).order_by("pk")
    return [_plain(dict(row)) for row in rows.values(*columns)]


def _credits(account_id: int) -> list[Facts]:
    columns = ("member_id", "valid_from", "valid_until", "confirmed_at")
    rows = list(
        CustomerCredit.objects.filter(account_id=account_id).order_by("pk").values(*columns)
    )
    cards = member_cards([row["member_id"] for row in rows])
    return [_plain({**row, "name": cards[row["member_id"]].name}) for row in rows]


def _position(account_id: int) -> Facts | None:
    member = Member.objects.filter(account_id=account_id).first()
    if member is None:
        return None
    card = member_cards([member.pk])[member.pk]
    sponsors = member_cards([card.sponsor_id]) if card.sponsor_id else {}
    titles = MemberTitle.objects.filter(member=member).order_by("pk")
    return {
        **_plain(
            {
                "number": member.pk,
                "code": card.code,
                "status": card.status,
                "joined_on": card.joined_on,
            }
        ),
        "sponsor": sponsors[card.sponsor_id].name if card.sponsor_id in sponsors else None,
        "history": [
            _plain({"status": step.to_status, "at": step.recorded_at, "reason": step.reason})
            for step in position_steps(member.pk)
        ],
        "places": [
            _plain(dict(row))
            for row in Placement.objects.filter(member=member, superseded_at=None)
            .order_by("valid_from")
            .values("slot", "valid_from", "valid_until")
        ],
        "together_with_other_positions": [
            _plain(dict(row))
            for row in PersonPosition.objects.filter(member=member, superseded_at=None)
            .order_by("valid_from")
            .values("valid_from", "valid_until")
        ],
        "titles": [dict(row) for row in titles.values("rank", "paid_rank", "period_key")],
    }


def _plain(facts: Facts) -> Facts:
    return {
        key: value.isoformat() if isinstance(value, date | datetime) else value
        for key, value in facts.items()
        if key != "profile"
    }
