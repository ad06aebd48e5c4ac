"""Mails about a partner's position: applied, decided, welcome, moved."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import network.public as network
from core.company import Company
from core.links import link
from desk.mails.message import Block, Button, Facts, Message, Words
from desk.mails.writing import Occasion, Reader, Written, reader_of, write


def mail_application_received(*, member_id: int, account_id: int, at: datetime) -> int | None:
    """Tell an applicant that the application is here and what comes next."""
    reader = reader_of(network.addressee_of(account_id))

    def written(sender: Company) -> Written:
        said = _(
            "We have received your application to become a partner of %(company)s. We look at it"
            " and write to you as soon as it is decided."
        )
        return _written(
            _("We have your application"), reader, Words(said % {"company": sender.name})
        )

    return write(Occasion("application_received", f"member:{member_id}", at), reader, written)


def mail_application_decided(
    *, member_id: int, account_id: int, approved: bool, at: datetime
) -> int | None:
    """Tell an applicant what was decided; who was approved is welcomed."""
    if approved:
        return mail_partner_welcome(member_id=member_id, at=at)
    reader = reader_of(network.addressee_of(account_id))
    reason = network.rejection_reason(account_id)

    def written(sender: Company) -> Written:
        said = _("We cannot take you on as a partner of %(company)s at present.")
        stays = _("Your account stays as it is: you can go on shopping as a customer.")
        why = (Facts(((_("Reason"), reason),)),) if reason else ()
        blocks = (Words(said % {"company": sender.name}), *why, Words(stays))
        return _written(_("Your application"), reader, *blocks)

    return write(Occasion("application_rejected", f"member:{member_id}", at), reader, written)


def mail_partner_welcome(*, member_id: int, at: datetime) -> int | None:
    """Welcome a partner with number, link and the way into the office; once."""
    card = network.member_card(member_id)
    if card.account_id is None:
        return None
    reader = reader_of(network.addressee_of(card.account_id))

    def written(sender: Company) -> Written:
        said = _("Welcome as a partner of %(company)s. From now on you buy at partner prices.")
        facts = Facts(
            (
                (_("Your partner number"), str(member_id)),
                (_("Your link for customers"), link("landing", code=card.code)),
            )
        )
        button = Button(_("Open the partner office"), link("office"))
        blocks = (Words(said % {"company": sender.name}), facts, button)
        return _written(_("Welcome as a partner"), reader, *blocks)

    return write(Occasion("partner_welcome", f"member:{member_id}", at), reader, written)


def mail_sponsor_change(
    *, member_id: int, request_id: int, approved: bool, at: datetime
) -> int | None:
    """Tell a member whose sponsor changes; a wish that was declined is told to nobody."""
    card = network.member_card(member_id)
    if not approved or card.account_id is None:
        return None
    reader = reader_of(network.addressee_of(card.account_id))

    def written(_sender: Company) -> Written:
        said = _("It was decided that you get another sponsor. You see who and from when here:")
        button = Button(_("Open the partner office"), link("office"))
        return _written(_("Your sponsor changes"), reader, Words(said), button)

    return write(Occasion("sponsor_change", f"move:{request_id}", at), reader, written)


def _written(title: str, reader: Reader, *blocks: Block) -> Written:
    return Written(Message(subject=title, name=reader.name, blocks=blocks))
