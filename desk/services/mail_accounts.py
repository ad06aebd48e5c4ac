"""Mails about an account: confirm an address, set a new password, hear of what changed."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

import network.public as network
from core.company import Company
from core.links import link
from desk.mails.message import Block, Button, Message, Small, Words
from desk.mails.writing import Occasion, Reader, Written, instant, reader_of, write


def mail_email_confirmation(*, account_id: int, at: datetime) -> int | None:
    """Send the link that proves that the address is the reader's own."""
    reader = reader_of(network.confirmation_addressee(account_id, at))
    url = link("confirm_email", token=network.confirmation_token(account_id, at))
    occasion = Occasion("email_confirmation", f"account:{account_id}@{at:%Y%m%dT%H%M%S.%f}", at)

    def written(sender: Company) -> Written:
        said = _("Please confirm that this e-mail address is yours.")
        small = _(
            "The link works for three days. If you did not register with %(company)s, ignore this"
            " mail: without your confirmation nothing happens."
        )
        blocks = (
            Words(said),
            Button(_("Confirm address"), url),
            Small(small % {"company": sender.name}),
        )
        return _written(_("Confirm your e-mail address"), reader, *blocks)

    return write(occasion, reader, written)


def mail_email_change(*, account_id: int, at: datetime) -> int | None:
    """Tell the present address that another one is to take its place."""
    reader = reader_of(network.addressee_of(account_id))
    occasion = Occasion("email_change", f"account:{account_id}@{at:%Y%m%dT%H%M%S.%f}", at)

    def written(sender: Company) -> Written:
        said = _(
            "Somebody who is signed in to your account asked on %(when)s to use another e-mail"
            " address. It changes once the new address is confirmed."
        )
        blocks = (Words(said % {"when": instant(at, sender)}), _not_you(sender))
        return _written(_("Your e-mail address is to change"), reader, *blocks)

    return write(occasion, reader, written)


def mail_password_reset(*, account_id: int, at: datetime) -> int | None:
    """Send the link that lets its reader set a new password."""
    reader = reader_of(network.addressee_of(account_id))
    url = link("new_password", token=network.reset_token(account_id, at))
    occasion = Occasion("password_reset", f"account:{account_id}@{at:%Y%m%dT%H%M%S.%f}", at)

    def written(_sender: Company) -> Written:
        said = _("Somebody, probably you, asked for a new password for your account.")
        small = _(
            "The link works once and for one hour. If it was not you, ignore this mail: your"
            " password stays as it is."
        )
        blocks = (Words(said), Button(_("Set a new password"), url), Small(small))
        return _written(_("Set a new password"), reader, *blocks)

    return write(occasion, reader, written)


def mail_password_changed(*, account_id: int, at: datetime) -> int | None:
    """Tell the owner that a new password holds."""
    reader = reader_of(network.addressee_of(account_id))
    occasion = Occasion("password_changed", f"account:{account_id}@{at:%Y%m%dT%H%M%S.%f}", at)

    def written(sender: Company) -> Written:
        said = _("The password of your account was changed on %(when)s.")
        blocks = (Words(said % {"when": instant(at, sender)}), _not_you(sender))
        return _written(_("Your password was changed"), reader, *blocks)

    return write(occasion, reader, written)


def _written(title: str, reader: Reader, *blocks: Block) -> Written:
    return Written(Message(subject=title, name=reader.name, blocks=blocks))


def _not_you(sender: Company) -> Small:
    said = _("If it was not you, set a new password at once and write to us: %(address)s.")
    return Small(said % {"address": sender.email or sender.name})
