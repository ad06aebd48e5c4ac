"""Plan a party, close it, call it off."""

from __future__ import annotations

import json
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, encryption, policy
from core.company import local_date
from core.errors import Invalid, Refused
from core.locks import Lock, take
from core.outbox import publish
from core.policy import Actor
from network.public import account_card, buyer_for, member_card
from shop.events import PartyClosed
from shop.models import Order, Party, PartyCreditEntry
from shop.models.order_states import OrderState
from shop.models.party import CreditKind
from shop.rules.hostess_credit import credit_minor
from shop.selectors.channels import channel_card
from shop.selectors.parties import (
    PartyNotFound,
    Sealed,
    insist_on_open_party,
    tiers_on,
    total_of,
)
from shop.services.contact import BadContact, checked_email
from shop.services.number_series import PARTIES, next_numbers
from shop.services.prepare_cart import MOST_SIGNS, NotYourCustomer, PartnerNotActive
from shop.values.parties import NewParty, PartyClosing

HOLD = "shop.hold_party"
MOST_OPEN = 50
LONGEST = timedelta(days=366)
# Letters and digits that nobody takes for another one when a code is read out.
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_CODE, _SECRET = 10, 14


class BadParty(Invalid):
    """The day is too far away, or the party it was booked at is none of this partner's."""

    code = "shop.bad_party"


class TooManyParties(Refused):
    """So many open parties at once hold nobody's orders together."""

    code = "shop.too_many_parties"


class PartyHasOrders(Refused):
    """Guests have ordered; the party can be closed, not cancelled."""

    code = "shop.party_has_orders"


@transaction.atomic
def plan_party(*, actor: Actor, wish: NewParty, at: datetime) -> int:
    """Plan a party at a hostess'; return its number.

    Raises: NotAllowed; PartnerNotActive; TooManyParties; NotYourCustomer; BadContact; BadParty;
    ChannelNotFound.
    """
    policy.require(actor, HOLD, member_id=actor.member_id)
    assert actor.member_id is not None
    if not member_card(actor.member_id).is_active:
        raise PartnerNotActive(_("Your position is not active, so you cannot hold parties."))
    take(Lock.ORDER, f"parties-of:{actor.member_id}")
    _insist_on_room(actor.member_id)
    sealed = _sealed(actor.member_id, wish, at)
    if not at - LONGEST < wish.held_at < at + LONGEST:
        raise BadParty(_("Choose a day within a year."), field="held_at")
    booked_at = _booked_at(actor.member_id, wish.booked_at)
    person_id = encryption.new_person()
    (number,) = next_numbers(PARTIES, 1)
    Party.objects.create(
        number=number,
        code=_secret(_CODE),
        credit_code=_secret(_SECRET),
        member_id=actor.member_id,
        channel_id=channel_card(wish.channel).channel_id,
        language=wish.language,
        hostess_id=wish.account_id,
        person_id=person_id,
        sealed=encryption.seal(person_id, json.dumps(list(sealed))),
        held_at=wish.held_at,
        booked_at=booked_at,
        planned_at=at,
    )
    return number


@transaction.atomic
def close_party(*, actor: Actor, number: int, at: datetime) -> PartyClosing:
    """Close a party: its day is what plans may count by, and the hostess gets her credit.

    What is not paid yet counts for the credit once it is paid (`adjust_party_credit`).

    Raises: PartyNotFound — unknown or another partner's; PartyNotOpen.
    """
    party = _own(actor, number)
    Party.objects.filter(pk=party.pk).update(closed_at=at)
    total, currency = total_of(party.pk), party.channel.currency
    credit = credit_minor(tiers_on(currency, local_date(at)), total)
    if credit:
        PartyCreditEntry.objects.create(
            party=party, kind=CreditKind.GRANTED, amount_minor=credit, at=at
        )
    facts = {"what": "close", "total_minor": total, "credit_minor": credit}
    audit.record(actor=actor, action=HOLD, subject=f"party:{number}", at=at, facts=facts)
    publish(PartyClosed(party_id=party.pk, number=number, at=at))
    return PartyClosing(number, total, credit, currency)


@transaction.atomic
def cancel_party(*, actor: Actor, number: int, at: datetime) -> None:
    """Call a party off at which nobody has ordered.

    Raises: PartyNotFound — unknown or another partner's; PartyNotOpen; PartyHasOrders.
    """
    party = _own(actor, number)
    if Order.objects.filter(party=party).exclude(state=OrderState.CANCELLED).exists():
        text = _("Guests have ordered at this party. Close it instead of calling it off.")
        raise PartyHasOrders(text, party=number)
    Party.objects.filter(pk=party.pk).update(cancelled_at=at)
    audit.record(actor=actor, action=HOLD, subject=f"party:{number}", at=at,
                 facts={"what": "cancel"})  # fmt: skip


def _own(actor: Actor, number: int) -> Party:
    """Return a party of this actor's that is open, locked."""
    found = Party.objects.filter(number=number).values_list("pk", flat=True).first()
    if found is not None:
        take(Lock.ORDER, f"party:{found}")
    party = Party.objects.select_related("channel").filter(number=number).first()
    if party is None or not policy.allowed(actor, HOLD, member_id=party.member_id):
        raise PartyNotFound(_("There is no such party."))
    insist_on_open_party(party)
    return party


def _insist_on_room(member_id: int) -> None:
    still_open = Party.objects.filter(member=member_id, closed_at=None, cancelled_at=None)
    if still_open.count() >= MOST_OPEN:
        text = _("You have %(most)s open parties. Close some before you plan another one.")
        raise TooManyParties(text % {"most": MOST_OPEN})


def _sealed(member_id: int, wish: NewParty, at: datetime) -> Sealed:
    place = _line(wish.place, "place", _("Write in one line where the party takes place."))
    if wish.account_id is not None:
        credited = buyer_for(wish.account_id, None, local_date(at)).credited_member_id
        if credited != member_id:
            raise NotYourCustomer(_("This is no customer of yours."), field="customer")
        card = account_card(wish.account_id)
        return Sealed(card.name, card.email, place)
    name = _line(wish.name, "name", _("Write the hostess' name in one line."))
    return Sealed(name, checked_email(wish.email), place)


def _line(text: str, name: str, reason: object) -> str:
    line = text.strip()
    if not line or len(line) > MOST_SIGNS or not line.isprintable():
        raise BadContact(reason, field=name)
    return line


def _booked_at(member_id: int, number: int) -> Party | None:
    if not number:
        return None
    found = Party.objects.filter(number=number, member=member_id, cancelled_at=None).first()
    if found is None:
        text = _("There is no party of yours with the number %(number)s.")
        raise BadParty(text % {"number": number}, field="booked_at")
    return found


def _secret(signs: int) -> str:
    return "".join(secrets.choice(_SIGNS) for _sign in range(signs))
