"""Mails for staff, for the demo's mailbox, and how the sending goes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from core import encryption, policy
from core.company import company
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor
from desk.mail_facts import Attachment, MailFilter, MailQueue, MailRow, MailView
from desk.mails.keys import without_keys
from desk.models import Mail, MailState
from desk.models.mail import ALARM_AFTER, recipient_digest

ALL = MailFilter()


class MailNotFound(NotFound):
    """There is no such mail."""

    code = "desk.mail_not_found"


def mail_not_found() -> MailNotFound:
    """Return the refusal for a mail that is not there."""
    return MailNotFound(_("There is no such mail. Look at the list again."))


def mails_page(*, actor: Actor, page: PageRequest, wanted: MailFilter = ALL) -> Page[MailRow]:
    """List mails, the newest first.

    Raises: NotAllowed.
    """
    policy.require(actor, "desk.see_mails")
    return _page(_wanted(wanted), page)


def mail_view(*, actor: Actor, mail_id: int) -> MailView:
    """Return a mail whole, but for the keys in it: they are its reader's alone.

    Raises: NotAllowed; MailNotFound.
    """
    policy.require(actor, "desk.see_mails")
    view = _view(Mail.objects.filter(pk=mail_id).first())
    return replace(view, text=without_keys(view.text), html=without_keys(view.html))


def demo_mailbox(*, page: PageRequest) -> Page[MailRow]:
    """List every mail of a demo company, for anybody: its people are made up.

    Raises: MailNotFound — this is a real company.
    """
    _insist_on_demo()
    return _page(Mail.objects.all(), page)


def demo_mail(*, mail_id: int) -> MailView:
    """Return a mail of a demo company whole, for anybody.

    Raises: MailNotFound — also in a real company.
    """
    _insist_on_demo()
    return _view(Mail.objects.filter(pk=mail_id).first())


def mail_kinds() -> tuple[str, ...]:
    """Return the kinds of mails there are."""
    kinds = Mail.objects.order_by("kind").values_list("kind", flat=True).distinct()
    return tuple(kinds)


def mail_queue() -> MailQueue:
    """Return how the sending goes; without people, so anybody may know."""
    is_waiting = Q(state=MailState.WAITING)
    counted = Mail.objects.filter(~Q(state=MailState.SENT)).aggregate(
        waiting=Count("pk", filter=is_waiting),
        oldest=Min("queued_at", filter=is_waiting),
        failing=Count("pk", filter=is_waiting & Q(attempts__gte=ALARM_AFTER)),
        given_up=Count(
            "pk", filter=Q(state=MailState.GIVEN_UP, repetitions__isnull=True), distinct=True
        ),
    )
    return MailQueue(**counted)


def _insist_on_demo() -> None:
    if not company().is_demo:
        raise mail_not_found()


def _wanted(wanted: MailFilter) -> QuerySet[Mail]:
    mails = Mail.objects.all()
    for field in ("state", "kind", "subject_ref"):
        if value := getattr(wanted, field).replace("\x00", ""):
            mails = mails.filter(**{field: value})
    return mails.filter(recipient_digest=recipient_digest(wanted.to)) if wanted.to else mails


def _page(mails: QuerySet[Mail], page: PageRequest) -> Page[MailRow]:
    start, stop = page.bounds
    found = list(mails.order_by("-queued_at", "-pk")[start:stop])
    contents = _contents(found)
    rows = (_row(mail, content) for mail, content in zip(found, contents, strict=True))
    return page.page(rows)


def _contents(mails: Sequence[Mail]) -> list[dict[str, Any]]:
    blobs = [(mail.person_id, bytes(mail.content_sealed)) for mail in mails]
    return [json.loads(text or "{}") for text in encryption.unseal_many_or(blobs, "")]


def _view(mail: Mail | None) -> MailView:
    if mail is None:
        raise mail_not_found()
    content = _contents([mail])[0]
    return MailView(
        row=_row(mail, content),
        name=content.get("name", ""),
        language=mail.language,
        text=content.get("text", ""),
        html=content.get("html", ""),
        attachments=tuple(Attachment(**kept) for kept in mail.attachments),
        pictures=tuple((name, payload) for name, payload in content.get("pictures", ())),
    )


def _row(mail: Mail, content: dict[str, Any]) -> MailRow:
    return MailRow(
        mail_id=mail.pk,
        kind=mail.kind,
        subject_ref=mail.subject_ref,
        state=mail.state,
        queued_at=mail.queued_at,
        due_at=mail.due_at,
        sent_at=mail.sent_at,
        attempts=mail.attempts,
        last_error=mail.last_error,
        repeats=mail.repeats_id,
        to=content.get("to", ""),
        subject=content.get("subject", ""),
    )
