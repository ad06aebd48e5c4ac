"""Published exchange rates are read exactly, or refused with their line."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finance.rate_facts import Quote
from finance.rules.rate_file import MAX_RATES, RatesRefused, as_lines, read_rates

THURSDAY, FRIDAY = date(2026, 1, 15), date(2026, 1, 16)
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
                 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>
    <Cube time="2026-01-16">
      <Cube currency="USD" rate="1.0823"/><Cube currency="TRY" rate="38.1"/>
    </Cube>
    <Cube time="2026-01-15"><Cube currency="JPY" rate="162.91"/></Cube>
  </Cube>
</gesmes:Envelope>
"""
OF_ONE_DAY = b"Date, USD, JPY, TRY, \n16 January 2026, 1.0823, 162.91, 38.1, \n"
OF_YEARS = b"Date,USD,CHF,BGN,\r\n2026-01-16,1.0823,0.9345,N/A,\r\n2026-01-15,1.08,0.93,1.9558,\r\n"


def refusal(content: bytes, since: date | None = None) -> RatesRefused:
    with pytest.raises(RatesRefused) as caught:
        read_rates(content, since=since)
    return caught.value


def test_the_banks_xml_is_read() -> None:
    found = read_rates(XML)
    assert found.quotes == (
        Quote("EUR", "JPY", THURSDAY, 162_910_000),
        Quote("EUR", "USD", FRIDAY, 1_082_300),
    )
    assert found.skipped == ("TRY",)


def test_the_banks_tables_are_read() -> None:
    assert read_rates(OF_ONE_DAY).quotes == (
        Quote("EUR", "JPY", FRIDAY, 162_910_000),
        Quote("EUR", "USD", FRIDAY, 1_082_300),
    )
    found = read_rates(OF_YEARS).quotes
    assert [(each.currency, each.day.day) for each in found] == [
        ("BGN", 15), ("CHF", 15), ("USD", 15), ("CHF", 16), ("USD", 16),
    ]  # fmt: skip
    assert len(read_rates(OF_YEARS, since=FRIDAY).quotes) == 2


def test_plain_lines_name_the_pair() -> None:
    (found,) = read_rates("\N{ZERO WIDTH NO-BREAK SPACE}2026-01-15 CHF/EUR 1.07\n".encode()).quotes
    assert found == Quote("CHF", "EUR", THURSDAY, 1_070_000)


@pytest.mark.parametrize(
    ("content", "fault", "line"),
    [
        (b"<Cube", "not_xml", 1),
        (b"<!DOCTYPE a><a/>", "has_doctype", 0),
        (b"<a><b time='2026-01-15'><c currency='USD'/></b></a>", "not_rates", 0),
        (b"<a/>", "nothing", 0),
        (b"", "nothing", 0),
        (b"\xff\xfe\x00", "not_rates", 0),
        (b"hello", "line", 1),
        (b"\n2026-01-15 EUR/USD 1.08\n2026-01-16 USD 1.08", "line", 3),
        (b"2026-02-30 EUR/USD 1.08", "day", 1),
        (b"2026-01-15 EUR/USD 0.000000", "rate", 1),
        (b"2026-01-15 EUR/USD 1.0000001", "rate", 1),
        (b"2026-01-15 EUR/EUR 1.08", "pair", 1),
        (b"2026-01-15 EUR/USD 1.08\n2026-01-15 EUR/USD 1.08", "twice", 2),
        (b"Date,USD,\n2026-01-15,1.08", "columns", 2),
        (b"Date,USD,\n15. Januar 2026,1.08,", "day", 2),
        (b"Date,USD,\n2026-01-15,1.08,\n2026-01-16,-1.08,", "rate", 3),
        (b"Date,USD,\n2026-01-15,N/A,", "nothing", 0),
    ],
)
def test_what_is_no_rate_is_refused_with_its_line(content: bytes, fault: str, line: int) -> None:
    refused = refusal(content)
    assert (refused.fault, refused.line) == (fault, line)


def test_whoever_takes_in_too_much_is_told() -> None:
    lines = (f"{date.fromordinal(735_000 + n)} EUR/USD 1.08" for n in range(MAX_RATES + 1))
    content = "\n".join(lines).encode()
    assert refusal(content).fault == "too_many"
    assert len(read_rates(content, since=date.fromordinal(735_001)).quotes) == MAX_RATES


@given(
    st.dictionaries(
        st.tuples(st.dates(), st.sampled_from(["USD", "JPY", "KWD"])),
        st.integers(1, 10**15),
        min_size=1,
        max_size=20,
    )
)
def test_written_rates_read_back_as_the_same(rates: dict[tuple[date, str], int]) -> None:
    quotes = tuple(Quote("EUR", each[1], each[0], rates[each]) for each in sorted(rates))
    assert read_rates(as_lines(quotes).encode()).quotes == quotes
