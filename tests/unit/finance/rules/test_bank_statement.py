"""Statements of banks, in both versions: what was booked, and what is no statement."""

from __future__ import annotations

from datetime import date

import pytest

from finance.rules.bank_statement import Movement, StatementRefused, read_statements
from finance.rules.hardened_xml import MAX_BYTES
from tests.bank import (
    OUR_IBAN,
    Entry,
    Transfer,
    booked_at_once,
    came_back,
    paid,
    received,
    statement,
)

VERSIONS = ("02", "08")
EMPTY_HEAD = '<?xml version="1.0"?>'
BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


def movements(content: bytes) -> tuple[Movement, ...]:
    """Read the only statement of a file."""
    [found] = read_statements(content)
    return found.movements


@pytest.mark.parametrize("version", VERSIONS)
def test_a_transfer_that_left(version: str) -> None:
    [found] = read_statements(statement(paid("150.10", "A1-1", reference="B9"), version=version))
    assert (found.statement_id, found.iban) == ("2026-12-01-001", OUR_IBAN)
    [move] = found.movements
    assert (move.amount_minor, move.currency, move.is_credit) == (15_010, "EUR", False)
    assert (move.end_to_end_id, move.bank_reference) == ("A1-1", "B9")
    assert (move.booked_on, move.is_return) == (date(2026, 12, 1), False)
    assert (move.other.name, move.other.text) == ("Jörg Müller", "Auszahlung")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_return_with_its_reason(version: str) -> None:
    [move] = movements(statement(came_back("20.00", "A1-2", "AC04"), version=version))
    assert (move.is_credit, move.is_return, move.return_code) == (True, True, "AC04")
    assert (move.end_to_end_id, move.amount_minor, move.charges_minor) == ("A1-2", 2_000, 0)


@pytest.mark.parametrize("version", VERSIONS)
def test_a_return_from_which_the_bank_kept_charges(version: str) -> None:
    [move] = movements(statement(came_back("17.00", "A1-2", charges="3.00"), version=version))
    assert (move.amount_minor, move.charges_minor) == (1_700, 300)


@pytest.mark.parametrize("version", VERSIONS)
def test_charges_that_only_the_ordered_amount_tells(version: str) -> None:
    part = Transfer("17.00", "A1-2", reason="MD07", ordered="20.00")
    [move] = movements(statement(Entry("17.00", (part,), is_credit=True), version=version))
    assert (move.amount_minor, move.charges_minor, move.return_code) == (1_700, 300, "MD07")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_booking_of_many_transfers_is_told_apart(version: str) -> None:
    parts = (Transfer("10.00", "A1-1"), Transfer("5.50", "A1-2"))
    found = movements(statement(Entry("15.50", parts, reference="B9"), version=version))
    assert [(move.end_to_end_id, move.amount_minor) for move in found] == [
        ("A1-1", 1_000),
        ("A1-2", 550),
    ]
    assert len({move.key for move in found}) == 2


@pytest.mark.parametrize("version", VERSIONS)
def test_a_payment_file_that_is_booked_at_once(version: str) -> None:
    [move] = movements(statement(booked_at_once("15.50", "VN-1", 2), version=version))
    assert (move.message_id, move.transfer_count, move.amount_minor) == ("VN-1", 2, 1_550)


@pytest.mark.parametrize("version", VERSIONS)
def test_parts_that_do_not_add_up_are_kept_whole(version: str) -> None:
    parts = (Transfer("10.00", "A1-1"), Transfer("5.50", "A1-2"))
    [move] = movements(statement(Entry("15.51", parts), version=version))
    assert (move.parts_differ, move.amount_minor, move.end_to_end_id) == (True, 1_551, "")


@pytest.mark.parametrize("version", VERSIONS)
def test_a_customer_s_transfer(version: str) -> None:
    come = received("49.90", "Bestellung  1042", name="Bea", iban="DE75512108001245126199")
    [move] = movements(statement(come, version=version))
    assert (move.is_credit, move.end_to_end_id) == (True, "")
    assert (move.other.name, move.other.iban) == ("Bea", "DE75512108001245126199")
    assert move.other.text == "Bestellung 1042"
    assert "Bea" not in repr(move)


def test_what_is_only_announced_is_counted_and_left_out() -> None:
    announced = Entry("1.00", is_booked=False)
    for version in VERSIONS:
        [found] = read_statements(statement(announced, paid("2.00", "A-1"), version=version))
        assert (found.pending, [move.amount_minor for move in found.movements]) == (1, [200])


def test_both_versions_name_a_booking_alike_when_the_bank_has_a_reference() -> None:
    old, new = (
        movements(statement(paid("2.00", "A-1", reference="B1"), version=v, statement_id=v))
        for v in VERSIONS
    )
    assert old[0].key == new[0].key


def test_without_a_reference_equal_bookings_stay_two() -> None:
    twice = (received("5.00", "Danke"), received("5.00", "Danke"))
    found = movements(statement(*twice))
    assert len({move.key for move in found}) == 2
    again = movements(statement(*twice, received("6.00", "Danke")))
    assert [move.key for move in again[:2]] == [move.key for move in found]


def test_a_reference_that_says_nothing_does_not_count() -> None:
    plain = movements(statement(received("5.00", "a", reference="NONREF")))
    other = movements(statement(received("5.00", "a", reference="NONREF"), statement_id="2"))
    assert plain[0].bank_reference == ""
    assert plain[0].key != other[0].key


def test_an_entry_of_nothing_is_no_movement() -> None:
    assert movements(statement(Entry("0.00"))) == ()


def test_a_file_may_hold_several_statements() -> None:
    one = statement(paid("1.00", "A-1")).decode()
    stmt = one[one.index("<Stmt>") : one.index("</Stmt>") + 7]
    two = one.replace("</BkToCstmrStmt>", stmt.replace("001</Id>", "002</Id>") + "</BkToCstmrStmt>")
    assert [each.statement_id for each in read_statements(two.encode())] == [
        "2026-12-01-001",
        "2026-12-01-002",
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not_xml"),
        (b"MT940 :20:STARTUMS", "not_xml"),
        (b"<Document><BkToCstmrStmt>", "not_xml"),
        (b'<?xml version="1.0" encoding="klingon"?><a/>', "not_xml"),
        ((EMPTY_HEAD + BOMB + "<a>&c;</a>").encode(), "has_doctype"),
        (b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', "has_doctype"),
        (b"<a>" * 50 + b"</a>" * 50, "too_large"),
        (b" " * (MAX_BYTES + 1), "too_large"),
        (b"<html/>", "not_camt053"),
        (statement().replace(b"camt.053.001.08", b"camt.052.001.08"), "not_camt053"),
        (statement().replace(b"camt.053.001.08", b"camt.053.001.13"), "version"),
        (statement().replace(b"Stmt>", b"Other>"), "no_statement"),
        (statement(iban=""), "no_account"),
    ],
    ids=range(13),
)
def test_what_is_no_statement_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(StatementRefused) as refusal:
        read_statements(content)
    assert refusal.value.fault == fault


@pytest.mark.parametrize(
    ("was", "wrong", "fault"),
    [
        ("2.00", "two", "amount"),
        ("2.00", "2.001", "amount"),
        ("2.00", "-2.00", "amount"),
        ("2.00", "NaN", "amount"),
        ("2.00", "1E+999999", "amount"),
        ("2.00", "9" * 40, "amount"),
        ('Ccy="EUR">2.00', 'Ccy="XXX">2.00', "amount"),
        ("<BookgDt><Dt>2026-12-02", "<BookgDt><Dt>2026-13-02", "date"),
        ("<BookgDt><Dt>2026-12-02</Dt></BookgDt>", "", "date"),
        ("<CdtDbtInd>DBIT", "<CdtDbtInd>BOTH", "direction"),
    ],
)
def test_a_broken_entry_is_named_by_its_number(was: str, wrong: str, fault: str) -> None:
    good = statement(received("1.00", "x"), paid("2.00", "A-1", day=date(2026, 12, 2))).decode()
    with pytest.raises(StatementRefused) as refusal:
        read_statements(good.replace(was, wrong).encode())
    assert (refusal.value.fault, refusal.value.entry) == (fault, 2)
    assert wrong not in str(refusal.value) or not wrong


def test_words_of_another_language_in_the_file_do_not_disturb() -> None:
    foreign = '<x:Ntry xmlns:x="urn:bank:own"><x:Amt Ccy="EUR">7.00</x:Amt></x:Ntry>'
    content = statement(paid("1.00", "A-1")).decode().replace("</Stmt>", f"{foreign}</Stmt>")
    assert [move.amount_minor for move in movements(content.encode())] == [100]


def test_a_moment_of_booking_counts_as_its_day() -> None:
    content = statement(paid("1.00", "A-1")).decode()
    moment = "<BookgDt><DtTm>2026-12-01T23:30:00+01:00</DtTm></BookgDt>"
    content = content.replace("<BookgDt><Dt>2026-12-01</Dt></BookgDt>", moment)
    assert movements(content.encode())[0].booked_on == date(2026, 12, 1)
