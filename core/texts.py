"""The company's dated texts: what was in force on a day stays readable for ever."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from core import audit, policy
from core.company import company, local_date
from core.errors import Conflict, Invalid, NotFound, Refused
from core.markdown import as_html
from core.models import TextVersion
from core.policy import Actor

__all__ = [
    "KINDS", "PAGE", "UNDATED", "NewText", "PageTitle", "Text", "TextMissing",
    "as_html", "check_new", "current", "current_or_none", "in_force_by_language", "page_titles",
    "publish_text", "version_of", "versions",
    "versions_in_force",
]  # fmt: skip

KINDS = (
    "imprint", "privacy", "terms", "withdrawal", "shipping", "partner_agreement", "self_billing",
    "accessibility", "about", "faq",
)  # fmt: skip
PAGE = "page:"
# Nobody agrees to these: their page shows no version.
UNDATED = ("imprint", "about", "faq")
_PAGE_KIND = re.compile(r"page:[a-z0-9]+(-[a-z0-9]+)*")
_LANGUAGE = re.compile(r"[a-z]{2}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")
_COUNTRY = re.compile(r"([A-Z]{2})?")
_FIELDS = ("kind", "country", "language", "version", "valid_from", "title", "body")


class TextMissing(NotFound):
    """The company has published no such text."""

    code = "core.text_missing"


class InvalidText(Invalid):
    """A text without a title, or for a place that does not exist."""

    code = "core.invalid_text"


class TextInThePast(Refused):
    """A wording cannot begin before it was published, nor before the one it replaces."""

    code = "core.text_in_the_past"


class TextVersionTaken(Conflict):
    """There is a wording of this name, or one from that day."""

    code = "core.text_version_taken"


@dataclass(frozen=True, slots=True)
class Text:
    """One wording. A country of "" means every country without a wording of its own."""

    kind: str
    country: str
    language: str
    version: str
    valid_from: date
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class PageTitle:
    """A page of the company's own, for lists of links."""

    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class NewText:
    """A wording to publish; without a version it is named by its first day."""

    kind: str
    language: str
    valid_from: date
    title: str
    body: str
    country: str = ""
    version: str = ""

    @property
    def version_or_day(self) -> str:
        """Return the name under which people will have agreed to it."""
        return self.version or self.valid_from.isoformat()


def current(kind: str, *, language: str, country: str = "", on: date) -> Text:
    """Return the wording in force on a day.

    It is looked for in the wanted language, then in English, then in the company's; in each for
    the country first, then for every country.

    Raises: TextMissing.
    """
    found = current_or_none(kind, language=language, country=country, on=on)
    if found is None:
        raise TextMissing(_("This text has not been published yet."), kind=kind)
    return found


def current_or_none(kind: str, *, language: str, country: str = "", on: date) -> Text | None:
    """Return the wording in force on a day, or None where nothing was published."""
    known = _in_force(language=language, country=country, on=on).filter(kind=kind)
    row = known.values(*_FIELDS).first()
    if row is None:
        return None
    return Text(**row)


def versions_in_force(
    kinds: Collection[str], *, language: str, country: str = "", on: date
) -> dict[str, str]:
    """Return the version in force of each of these texts; what was never published is left out."""
    known = _in_force(language=language, country=country, on=on).filter(kind__in=kinds)
    best: dict[str, str] = {}
    for kind, version in known.values_list("kind", "version"):
        best.setdefault(kind, version)
    return best


def page_titles(*, language: str, country: str = "", on: date) -> tuple[PageTitle, ...]:
    """Return the company's own pages ("page:<slug>") in their best language, by title."""
    rows = _in_force(language=language, country=country, on=on).filter(kind__startswith=PAGE)
    best: dict[str, str] = {}
    for kind, title in rows.values_list("kind", "title"):
        best.setdefault(kind.removeprefix(PAGE), title)
    titles = (PageTitle(slug, title) for slug, title in best.items())
    return tuple(sorted(titles, key=lambda page: page.title))


def versions(kind: str, *, language: str, country: str = "") -> tuple[Text, ...]:
    """Return every wording of a text in one language, the newest first, coming ones included."""
    asked = {"kind": kind, "language": language, "country": country}
    rows = TextVersion.objects.filter(**{name: _storable(part) for name, part in asked.items()})
    return tuple(Text(**row) for row in rows.order_by("-valid_from").values(*_FIELDS))


def version_of(kind: str, *, language: str, version: str, country: str = "") -> Text:
    """Return one wording, in force or not, in the best language it was published in.

    Raises: TextMissing.
    """
    rows = _by_wish(language, country).filter(kind=_storable(kind), version=_storable(version))
    row = rows.values(*_FIELDS).first()
    if row is None:
        raise TextMissing(_("There is no such version of this text."), kind=kind)
    return Text(**row)


def in_force_by_language(*, on: date) -> dict[tuple[str, str], Text]:
    """Return what is in force everywhere, by kind and language: what staff keep up to date."""
    rows = TextVersion.objects.filter(valid_from__lte=on, country="").order_by("valid_from")
    return {(row["kind"], row["language"]): Text(**row) for row in rows.values(*_FIELDS)}


@transaction.atomic
def publish_text(*, actor: Actor, text: NewText, at: datetime) -> Text:
    """Add a wording; the one before it stays in force until its day, and readable after it.

    Raises: InvalidText, TextInThePast, TextVersionTaken.
    """
    made = check_new(actor=actor, text=text, at=at)
    facts = {name: getattr(made, name) for name in _FIELDS}
    TextVersion.objects.create(**facts, published_by=actor.label, published_at=at)
    audit.record(
        actor=actor,
        action="core.edit_texts",
        subject=f"text:{made.kind}",
        at=at,
        facts={"country": made.country, "language": made.language, "version": made.version},
    )
    return made


def check_new(*, actor: Actor, text: NewText, at: datetime) -> Text:
    """Return what would be published, for a second look at it.

    Raises: InvalidText, TextInThePast, TextVersionTaken.
    """
    policy.require(actor, "core.edit_texts")
    _check(text)
    _check_day(actor, text, at)
    _check_place(text)
    return Text(
        kind=text.kind,
        country=text.country,
        language=text.language,
        version=text.version_or_day,
        valid_from=text.valid_from,
        title=text.title.strip(),
        body=text.body.replace("\r\n", "\n").strip() + "\n",
    )


def _check_place(text: NewText) -> None:
    """A wording has its own name, and follows the last one."""
    before = versions(text.kind, language=text.language, country=text.country)
    if any(one.version == text.version_or_day for one in before):
        raise TextVersionTaken(
            _("There is a version “%(version)s” of this text already. Name this one differently.")
            % {"version": text.version_or_day},
            field="version",
        )
    if before and before[0].valid_from >= text.valid_from:
        raise TextInThePast(
            _("The last version is in force from %(day)s. Choose a later day.")
            % {"day": before[0].valid_from},
            field="valid_from",
        )


def _storable(part: str) -> str:
    """Return a part of an address without what the database could not compare."""
    return part.replace("\x00", "")


def _in_force(*, language: str, country: str, on: date) -> QuerySet[TextVersion]:
    return _by_wish(language, country).filter(valid_from__lte=on)


def _by_wish(language: str, country: str) -> QuerySet[TextVersion]:
    wish = Case(
        When(language=language, then=Value(0)),
        When(language="en", then=Value(1)),
        When(language=company().language, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    rows = TextVersion.objects.filter(country__in=["", country])
    return rows.alias(wish=wish).order_by("wish", "-country", "-valid_from")


def _check(text: NewText) -> None:
    if text.kind not in KINDS and not _PAGE_KIND.fullmatch(text.kind):
        raise InvalidText(
            _("“%(kind)s” is no kind of text. Write page:name for a page of your own.")
            % {"kind": text.kind},
            field="kind",
        )
    if not (_LANGUAGE.fullmatch(text.language) and _COUNTRY.fullmatch(text.country)):
        raise InvalidText(_("Choose a language, and a country or none."), field="language")
    if not _VERSION.fullmatch(text.version_or_day):
        hint = _("Name the version by letters, digits, dots and dashes, like 2026-06.")
        raise InvalidText(hint, field="version")
    if not text.title.strip():
        raise InvalidText(_("Give the text a title."), field="title")
    if not text.body.strip():
        raise InvalidText(_("The text is empty."), field="body")


def _check_day(actor: Actor, text: NewText, at: datetime) -> None:
    """Only an import may tell of a wording that was in force before."""
    if not actor.is_system and text.valid_from < local_date(at):
        raise TextInThePast(
            _("A text cannot be in force before it is published. Choose today or later."),
            field="valid_from",
        )
