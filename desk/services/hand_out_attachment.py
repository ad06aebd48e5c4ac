"""Hand out what goes with a mail, made as it is made for sending."""

from __future__ import annotations

import json

from core import encryption, policy
from core.company import company
from core.policy import Actor
from desk.mail_facts import Attachment
from desk.models import Mail
from desk.selectors.mails import mail_not_found
from desk.services.attachments import attached


def mail_file(*, actor: Actor, mail_id: int, place: int) -> tuple[str, bytes]:
    """Return the name and the PDF of a mail's attachment, counted from 0.

    Raises: NotAllowed; MailNotFound; Forgotten.
    """
    policy.require(actor, "desk.see_mails")
    return _file(mail_id, place)


def demo_mail_file(*, mail_id: int, place: int) -> tuple[str, bytes]:
    """Return an attachment of a demo company's mail, for anybody.

    Raises: MailNotFound — also in a real company.
    """
    if not company().is_demo:
        raise mail_not_found()
    return _file(mail_id, place)


def _file(mail_id: int, place: int) -> tuple[str, bytes]:
    mail = Mail.objects.filter(pk=mail_id).first()
    if mail is None or not 0 <= place < len(mail.attachments):
        raise mail_not_found()
    content = json.loads(encryption.unseal(mail.person_id, bytes(mail.content_sealed)))
    attachment = Attachment(**mail.attachments[place])
    made = attached(attachment, content["letters"], queued_at=mail.queued_at)
    return attachment.filename, made
