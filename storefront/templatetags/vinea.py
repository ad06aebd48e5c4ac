"""How templates write money, points, rates, days and states."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import formats
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import texts
from core.addresses import Address, address_lines, country_name
from core.money import format_money
from core.points import format_points
from core.rates import format_rate
from storefront.actors import actor_words, owner_name
from storefront.references import reference_url, reference_words
from storefront.wording import (
    AUDIENCES,
    MAIL_KINDS,
    SYSTEM_REASONS,
    account_name,
    consent_words,
    finding_words,
    ledger_kind,
    return_reason,
    state_words,
)

register = template.Library()


def _language() -> str:
    return (get_language() or "de")[:2]


def _day_format() -> str:
    return "d.m.Y" if _language() == "de" else "j M Y"


@register.simple_tag
def money(minor: int, currency: str) -> str:
    """Write an amount as readers of the page's language do."""
    return format_money(minor, currency, _language())


@register.filter
def points(minor: int) -> str:
    """Write points with their unit."""
    return f"{format_points(minor, _language())}\N{NO-BREAK SPACE}PV"


@register.filter
def rate(rate_bp: int) -> str:
    """Write a rate in percent."""
    return format_rate(rate_bp, _language())


@register.filter
def percent(whole: int) -> str:
    """Write whole percents as readers of the page's language do."""
    return format_rate(whole * 100, _language())


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a calendar day; an instant is shown in the company's time zone."""
    if value is None:
        return ""
    local = localtime(value) if isinstance(value, datetime) else value
    return formats.date_format(local, _day_format())


@register.filter
def instant(value: datetime | None) -> str:
    """Write day and time in the company's time zone."""
    return formats.date_format(localtime(value), f"{_day_format()}, H:i") if value else ""


@register.filter
def month(period_key: str) -> str:
    """Write a period: "2026-03" as a month with its name, "2026-W10" as a week."""
    year, _dash, number = period_key.partition("-")
    if number.startswith("W"):
        return _("Week %(number)s, %(year)s") % {"number": int(number[1:]), "year": year}
    if not (year.isdigit() and number.isdigit()):
        return period_key
    return formats.date_format(date(int(year), int(number), 1), "F Y")


@register.filter
def number(reference: str) -> int:
    """Return the number of a reference such as "run:7"."""
    return int(reference.rpartition(":")[2])


@register.filter
def payee(path: str) -> str:
    """Write who is paid: "member:1042" as the partner's number, anything else as it is."""
    kind, _colon, reference = path.partition(":")
    return _("Partner %(number)s") % {"number": reference} if kind == "member" else path


@register.inclusion_tag("storefront/staff/parts/reference.html")
def reference(text: str, member_id: int | None = None) -> dict[str, str]:
    """Write what a booking is about, with the way to its page."""
    return {"text": reference_words(text), "url": reference_url(text, member_id)}


@register.filter
def returned_because(code: str) -> str:
    """Write why a transfer came back."""
    return return_reason(code)


@register.filter
def account_words(path: str) -> str:
    """Write what an account is called, with its owner's number."""
    owner = path.rpartition(":")[0]
    number = owner.partition(":")[2]
    return f"{account_name(path)} · {number}" if number.isdigit() else account_name(path)


@register.filter
def finding(problem: str) -> str:
    """Write what the verifier found."""
    return finding_words(problem)


@register.filter
def booking(kind: str) -> str:
    """Write what a booking is."""
    return ledger_kind(kind)


@register.filter
def person(actor: str | None) -> str:
    """Write who did something: a person by name, the program by its part."""
    return actor_words(actor)


@register.filter
def owner(account_id: int) -> str:
    """Write whose an account is."""
    return owner_name(account_id)


@register.filter
def country(code: str) -> str:
    """Write a country's name."""
    return country_name(code)


@register.filter
def mail_kind(kind: str) -> str:
    """Write what a kind of mail is called."""
    return str(MAIL_KINDS.get(kind, kind))


@register.filter
def postal_lines(address: Address, home: str = "") -> tuple[str, ...]:
    """Write an address as on a label; the country only where it is not the sender's."""
    return address_lines(address, home=home)


@register.filter
def markdown(body: str) -> SafeString:
    """Write one of the company's texts."""
    return texts.as_html(body)


@register.filter
def consent(kind: str) -> str:
    """Write what somebody agreed to."""
    return consent_words(kind)


@register.simple_tag
def audience(code: str) -> str:
    """Write for whom a price is."""
    return str(AUDIENCES.get(code, code))


@register.filter
def system_reason(reason: str) -> str:
    """Write why a status holds: a person's words as they are, the system's in this language."""
    return str(SYSTEM_REASONS.get(reason, reason))


@register.inclusion_tag("storefront/parts/badge.html")
def status(kind: str, state: str) -> dict[str, str]:
    """Show a state as a badge with its word."""
    tone, word = state_words(kind, state)
    return {"tone": tone, "word": word}


@register.simple_tag
def status_word(kind: str, state: str) -> str:
    """Write a state as a word among others, without a badge."""
    return str(state_words(kind, state)[1])
