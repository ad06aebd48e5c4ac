"""Send a mail once more: the same words, a new try."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.errors import Refused
from core.policy import Actor
from desk.models import Mail, MailState
from desk.selectors.mails import mail_not_found
from desk.services.queue_mail import send_soon


class MailStillWaits(Refused):
    """The mail is on its way; a second one would only double it."""

    code = "desk.mail_still_waits"


@transaction.atomic
def resend_mail(*, mail_id: int, actor: Actor, at: datetime) -> int:
    """Queue a sent or given-up mail again with the words it had; return the new mail's id.

    Raises: NotAllowed; MailNotFound; MailStillWaits.
    """
    policy.require(actor, "desk.resend_mail")
    mail = Mail.objects.select_for_update().filter(pk=mail_id).first()
    if mail is None:
        raise mail_not_found()
    if mail.state == MailState.WAITING:
        raise MailStillWaits(_("This mail still waits to be sent. It will be tried again."))
    again = Mail.objects.create(
        kind=mail.kind,
        subject_ref=mail.subject_ref,
        repeats=mail,
        person_id=mail.person_id,
        recipient_digest=mail.recipient_digest,
        content_sealed=mail.content_sealed,
        language=mail.language,
        attachments=mail.attachments,
        message_id=uuid4(),
        queued_at=mail.queued_at,
        due_at=at,
    )
    audit.record(actor=actor, action="desk.resend_mail", subject=f"mail:{mail.pk}", at=at)
    send_soon()
    return again.pk
