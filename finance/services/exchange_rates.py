"""Record exchange rates: one by hand, a correction, or a published file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from core import audit
from core.errors import Conflict, Invalid
from core.locks import Lock, take
from core.money import EXPONENTS
from core.policy import Actor, require
from finance.models import ExchangeRate
from finance.rate_facts import Quote, RateFile
from finance.rules.rate_file import MAX_RATES, MOST_MILLIONTHS, RatesRefused, as_lines, read_rates
from finance.selectors.exchange_rates import RateNotFound, in_force
from finance.services.authors import author

ACTION = "finance.record_rates"
_LONGEST_SOURCE = 60


class BadRate(Invalid):
    """It is no exchange rate."""

    code = "finance.bad_rate"


class RateKnown(Conflict):
    """This day has another rate already; a correction names the one it corrects."""

    code = "finance.rate_known"


class BadRateFile(Invalid):
    """The file holds no rates that can be taken in; facts name what is wrong and where."""

    code = "finance.bad_rate_file"


@transaction.atomic
def record_rate(
    *, source: str, quote: Quote, actor: Actor, at: datetime, corrects: int | None = None
) -> int:
    """Record the rate of a day and return its number; the same one again changes nothing.

    A correction names the rate that holds so far. What runs have used stays as they used it.
    Raises: BadRate; RateKnown; RateNotFound.
    """
    require(actor, ACTION)
    _insist_on_rate(source, quote)
    take(Lock.ACCOUNTS, "exchange_rates")
    _insist_on_base(source, quote.base)
    known = in_force(source, [quote.currency], quote.day, quote.day)
    before = known.get((quote.currency, quote.day))
    if before is not None and before.millionths == quote.millionths:
        return before.pk
    _insist_on_correction(before, corrects, quote)
    row = _store(source, [quote], actor, at, corrects)[0]
    facts = {"currency": quote.currency, "day": str(quote.day), "corrects": corrects}
    audit.record(actor=actor, action=ACTION, subject=f"rate:{row.pk}", at=at, facts=facts)
    return row.pk


def check_rate_file(
    *, content: bytes, source: str, actor: Actor, since: date | None = None
) -> RateFile:
    """Tell what a file of rates would change; nothing is recorded.

    Raises: BadRateFile — also for a rate that differs from the recorded one.
    """
    require(actor, ACTION)
    _insist_on_source(source)
    try:
        found = read_rates(content, since=since)
    except RatesRefused as refused:
        raise _bad(refused) from None
    bases = {quote.base for quote in found.quotes}
    if len(bases) > 1:
        raise _bad(RatesRefused("bases", given=", ".join(sorted(bases))))
    _insist_on_base(source, bases.pop())
    known = _known(source, found.quotes)
    new = []
    for quote in found.quotes:
        before = known.get((quote.currency, quote.day))
        if before is not None and before.millionths != quote.millionths:
            raise _bad(RatesRefused("other", given=f"{quote.currency} {quote.day}"))
        if before is None:
            new.append(quote)
    return RateFile(source, tuple(new), len(found.quotes) - len(new), found.skipped)


@transaction.atomic
def import_rates(
    *, content: bytes, source: str, actor: Actor, at: datetime, since: date | None = None
) -> RateFile:
    """Record every rate of a file that is not known yet: all of them or none.

    The same file again records nothing.
    Raises: as `check_rate_file`.
    """
    require(actor, ACTION)
    take(Lock.ACCOUNTS, "exchange_rates")
    found = check_rate_file(content=content, source=source, actor=actor, since=since)
    if found.new:
        _store(source, found.new, actor, at)
        digest = hashlib.sha256(as_lines(found.new).encode()).hexdigest()
        facts = {"new": len(found.new), "known": found.known, "rates_sha256": digest}
        audit.record(actor=actor, action=ACTION, subject="rate_file", at=at, facts=facts)
    return found


def _known(source: str, quotes: Sequence[Quote]) -> dict[tuple[str, date], ExchangeRate]:
    days = [quote.day for quote in quotes]
    return in_force(source, {quote.currency for quote in quotes}, min(days), max(days))


def _store(
    source: str, quotes: Sequence[Quote], actor: Actor, at: datetime, corrects: int | None = None
) -> list[ExchangeRate]:
    rows = [
        ExchangeRate(
            source=source,
            base_currency=quote.base,
            currency=quote.currency,
            day=quote.day,
            millionths=quote.millionths,
            corrects_id=corrects,
            recorded_at=at,
            recorded_by=author(actor),
        )
        for quote in quotes
    ]
    return ExchangeRate.objects.bulk_create(rows, batch_size=2_000)


def _insist_on_source(source: str) -> None:
    if not source.strip() or source != source.strip() or len(source) > _LONGEST_SOURCE:
        text = _("Name who published the rates, in at most sixty letters.")
        raise BadRate(text, field="source")


def _insist_on_rate(source: str, quote: Quote) -> None:
    _insist_on_source(source)
    if {quote.base, quote.currency} - set(EXPONENTS):
        raise BadRate(_("Choose two currencies that we know."), field="currency")
    if quote.base == quote.currency:
        raise BadRate(_("Choose two different currencies."), field="currency")
    if not 0 < quote.millionths <= MOST_MILLIONTHS:
        raise BadRate(_("Write a rate above zero, with at most six decimals."), field="rate")


def _insist_on_base(source: str, base: str) -> None:
    """Refuse a second base of a source: its rates would say two things about one pair."""
    before = ExchangeRate.objects.filter(source=source).values_list("base_currency", flat=True)
    other = before.first()
    if other not in (None, base):
        text = _(
            "The rates of “%(source)s” say what one %(base)s is worth. Write this one the same way "
            "or name another source."
        )
        raise BadRate(text % {"source": source, "base": other}, field="base")


def _insist_on_correction(before: ExchangeRate | None, corrects: int | None, quote: Quote) -> None:
    if before is None and corrects is not None:
        raise RateNotFound(_("There is no such exchange rate, or it was corrected already."))
    if before is not None and before.pk != corrects:
        text = _(
            "%(currency)s has another rate on %(day)s already. If that one is wrong, correct it in "
            "the list."
        )
        facts = {"currency": quote.currency, "day": formats.date_format(quote.day, "DATE_FORMAT")}
        raise RateKnown(text % facts, field="rate")


def _bad(refused: RatesRefused) -> BadRateFile:
    text = _WHY[refused.fault]() % {
        "line": refused.line, "given": refused.given, "most": MAX_RATES,
    }  # fmt: skip
    if refused.line:
        text = f"{_in_line() % {'line': refused.line}} {text}"
    return BadRateFile(text, fault=refused.fault, line=refused.line)


def _in_line() -> str:
    return str(_("Line %(line)d:"))


_WHY: dict[str, Callable[[], str]] = {
    "too_large": lambda: str(_("The file is too large. Take a file of fewer days.")),
    "not_xml": lambda: str(_("This is no XML file, or it is incomplete. Download it again.")),
    "has_doctype": lambda: str(
        _("The file declares a document type, which no file of rates does. It was not read.")
    ),
    "not_rates": lambda: str(
        _("These are no exchange rates. Take the XML or CSV file of the European Central Bank.")
    ),
    "nothing": lambda: str(_("There are no rates in it that count here, or all are too old.")),
    "too_many": lambda: str(
        _("There are more than %(most)d rates in it. Choose a later first day.")
    ),
    "columns": lambda: str(_("It has more or fewer columns than the head of the file.")),
    "line": lambda: str(
        _("“%(given)s” is not understood. Write lines like: 2026-01-15 EUR/CHF 0.9345")
    ),
    "day": lambda: str(_("“%(given)s” is no day.")),
    "rate": lambda: str(
        _("“%(given)s” is no rate: write a number above zero with at most six decimals.")
    ),
    "pair": lambda: str(_("%(given)s are not two currencies.")),
    "twice": lambda: str(_("%(given)s is there twice.")),
    "bases": lambda: str(
        _("The rates are of several currencies (%(given)s). Take in one file for each.")
    ),
    "other": lambda: str(
        _(
            "%(given)s is recorded with another rate. Nothing was taken in. If the recorded one is "
            "wrong, correct it in the list and try again."
        )
    ),
}
