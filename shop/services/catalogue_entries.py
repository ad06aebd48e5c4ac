"""What all edits of the catalogue share: addresses, refusals, the trace they leave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Conflict, Invalid, NotFound
from core.policy import Actor

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadSlug(Invalid):
    """The slug cannot be part of an address."""

    code = "shop.bad_slug"


class SlugTaken(Conflict):
    """There is a thing of this kind with this slug already."""

    code = "shop.slug_taken"


class UnknownShelf(NotFound):
    """There is no such category, product type, attribute or manufacturer."""

    code = "shop.unknown_shelf"


class BadWords(Invalid):
    """A name is missing, or a language comes twice."""

    code = "shop.bad_words"


def insist_on_slug(slug: str) -> None:
    """Refuse what cannot be part of an address.

    Raises: BadSlug.
    """
    if not _SLUG.fullmatch(slug) or len(slug) > 50:
        text = _("“%(slug)s” cannot be part of an address. Write it like “rose-cream”.")
        raise BadSlug(text % {"slug": slug[:50]})


def insist_on_new(is_new: bool, slug: str) -> None:
    """Refuse a second thing with the same slug.

    Raises: SlugTaken.
    """
    if not is_new:
        raise SlugTaken(_("“%(slug)s” exists already. Choose another one.") % {"slug": slug})


def insist_on_languages(languages: Iterable[str]) -> None:
    """Refuse texts that come twice in a language.

    Raises: BadWords.
    """
    given = list(languages)
    if len(set(given)) != len(given):
        raise BadWords(_("A language comes twice. Write each text once per language."))


def leave_trace(actor: Actor, action: str, subject: str, at: datetime, **facts: object) -> None:
    """Write an edit of the catalogue into the audit log."""
    audit.record(actor=actor, action=f"shop.{action}", subject=subject, at=at, facts=facts)
