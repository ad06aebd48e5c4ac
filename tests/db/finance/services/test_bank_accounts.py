"""Bank accounts: checked, sealed, dated, and silent."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import translation

from core.encryption import forget, new_person
from core.errors import Denied, InvariantBroken
from core.models import AuditEntry
from finance.facts import NewBankAccount
from finance.models import BankAccount
from finance.public import (
    InvalidHolder,
    InvalidIban,
    bank_account_hint,
    person_keys_of,
    set_bank_account,
    set_bank_accounts_bulk,
)
from finance.selectors.bank_accounts import open_bank_accounts
from finance.services.bank_accounts import BankAccountOutdated
from tests.db.finance.books import (
    ANNA_IBAN,
    AT,
    BERT_IBAN,
    PARTNER,
    PREPARER,
    SYSTEM,
    found_company,
    give_bank_accounts,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("company")]
LATER = AT + timedelta(days=1)


def set_it(iban: str = ANNA_IBAN, holder: str = "Anna Müller", days: int = 0) -> str:
    """Let the partner set its own account."""
    return set_bank_account(
        payee="member:1042",
        iban=iban,
        holder=holder,
        actor=PARTNER,
        at=AT + timedelta(days=days),
    )


def test_only_country_and_last_four_characters_are_shown() -> None:
    assert set_it() == bank_account_hint("member:1042") == "DE** **** 5030"
    assert bank_account_hint("member:1") == ""


def test_the_bank_file_gets_the_whole_account() -> None:
    set_it(iban="de02 5001 0517 0137 0750 30", holder="  Anna   Müller ")
    opened = open_bank_accounts(["member:1042"], AT)["member:1042"]
    assert (opened.iban, opened.holder) == (ANNA_IBAN, "Anna Müller")


def test_the_database_holds_neither_iban_nor_name_in_the_clear() -> None:
    set_it()
    dump = ""
    with connection.cursor() as cursor:
        for table in ("finance_bankaccount", "core_auditentry", "core_outboxevent"):
            cursor.execute(f"SELECT t::text, encode(t::text::bytea, 'hex') FROM {table} t")
            dump += repr(cursor.fetchall())
        cursor.execute("SELECT iban_sealed, holder_sealed FROM finance_bankaccount")
        dump += repr([bytes(value) for row in cursor.fetchall() for value in row])
    for secret in (ANNA_IBAN, "Anna", "Müller", ANNA_IBAN[4:18]):
        assert secret not in dump
        assert secret.encode().hex() not in dump


def test_the_same_data_again_change_nothing() -> None:
    set_it()
    set_it(iban=" de02500105170137075030", days=1)
    assert BankAccount.objects.count() == 1
    assert AuditEntry.objects.filter(action="finance.set_bank_account").count() == 1


def test_new_data_close_the_old_row_and_begin_a_new_one() -> None:
    set_it()
    set_it(iban=BERT_IBAN, days=1)
    old, new = BankAccount.objects.order_by("id")
    assert old.valid_until == new.valid_from == LATER
    assert new.valid_until is None
    assert open_bank_accounts(["member:1042"], AT)["member:1042"].iban == ANNA_IBAN
    assert open_bank_accounts(["member:1042"], LATER)["member:1042"].iban == BERT_IBAN
    assert bank_account_hint("member:1042") == "AT** **** 3201"


def test_a_new_holder_of_the_same_iban_is_a_change() -> None:
    set_it()
    set_it(holder="Anna Berg", days=1)
    assert BankAccount.objects.count() == 2


def test_a_change_before_the_last_one_is_a_conflict() -> None:
    set_it(days=1)
    with pytest.raises(BankAccountOutdated):
        set_it(iban=BERT_IBAN)
    assert BankAccount.objects.get().valid_until is None


@pytest.mark.parametrize(
    ("iban", "fault", "says"),
    [
        ("", "characters", "This is not an IBAN"),
        ("12345", "characters", "This is not an IBAN"),
        ("DE0250010517013707503", "length", "has 22 characters, this one has 21"),
        ("DE02500105170137075031", "check_digits", "at least one character is wrong"),
        ("XX02500105170137075030", "country", "begin with XX"),
        ("TR330006100519786457841326", "not_sepa", "do not reach banks in TR"),
    ],
)
def test_a_wrong_iban_is_explained_without_being_repeated(iban: str, fault: str, says: str) -> None:
    with translation.override("en"), pytest.raises(InvalidIban) as refusal:
        set_it(iban=iban)
    assert says in refusal.value.message
    assert refusal.value.facts == {"fault": fault}
    assert not iban or iban not in refusal.value.message
    assert refusal.value.__cause__ is None
    assert not BankAccount.objects.exists()


def test_dollars_may_go_to_any_country_with_ibans() -> None:
    found_company("USD")
    assert set_it(iban="TR330006100519786457841326") == "TR** **** 1326"


@pytest.mark.parametrize("holder", ["", "   ", "😀", "123", "A" * 71, "Ä" * 36])
def test_a_holder_the_bank_could_not_read_is_refused(holder: str) -> None:
    with pytest.raises(InvalidHolder):
        set_it(holder=holder)


def test_a_holder_of_70_characters_is_fine() -> None:
    assert set_it(holder="A" * 70)


def test_nobody_sets_the_account_of_somebody_else() -> None:
    for actor, payee in ((PARTNER, "member:1043"), (PREPARER, "member:1042")):
        with pytest.raises(Denied):
            set_bank_account(payee=payee, iban=ANNA_IBAN, holder="Eve", actor=actor, at=AT)


def test_the_persons_own_key_seals_and_forgetting_it_erases() -> None:
    person = new_person()
    account = NewBankAccount("member:1042", ANNA_IBAN, "Anna Müller", person)
    set_bank_accounts_bulk([account], actor=SYSTEM, at=AT)
    assert person_keys_of("member:1042") == (person,)
    forget(person)
    opened = open_bank_accounts(["member:1042"], AT)["member:1042"]
    assert (opened.iban, opened.holder) == ("", "")
    assert bank_account_hint("member:1042") == "DE** **** 5030"


def test_a_payee_without_a_person_keeps_one_key_through_changes() -> None:
    set_it()
    set_it(iban=BERT_IBAN, days=1)
    assert len(person_keys_of("member:1042")) == 1


def test_thousands_are_set_in_a_few_statements(django_assert_max_num_queries: object) -> None:
    payees = [f"member:{number}" for number in range(1001, 4001)]
    with django_assert_max_num_queries(30):  # type: ignore[operator]
        give_bank_accounts(*payees)
    assert BankAccount.objects.count() == 3_000
    give_bank_accounts(*payees)
    assert BankAccount.objects.count() == 3_000


def test_one_wrong_iban_among_many_sets_none() -> None:
    accounts = [NewBankAccount(f"member:{n}", ANNA_IBAN, "Anna") for n in (1, 2)]
    with pytest.raises(InvalidIban):
        set_bank_accounts_bulk(
            [*accounts, NewBankAccount("member:3", "DE00", "Anna")], actor=SYSTEM, at=AT
        )
    assert not BankAccount.objects.exists()


def test_a_payee_twice_or_a_path_that_is_none_is_our_bug() -> None:
    account = NewBankAccount("member:1", ANNA_IBAN, "Anna")
    for accounts in ([account, account], [NewBankAccount("company", ANNA_IBAN, "Anna")]):
        with pytest.raises(InvariantBroken):
            set_bank_accounts_bulk(accounts, actor=SYSTEM, at=AT)


def test_two_accounts_at_one_moment_are_refused_by_the_database() -> None:
    set_it()
    row = BankAccount.objects.get()
    row.pk, row.valid_from = None, LATER
    with pytest.raises(IntegrityError, match="one_at_a_time"), transaction.atomic():
        row.save()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE finance_bankaccount SET iban_last4 = '0000'",
        "UPDATE finance_bankaccount SET valid_until = NULL",
        "DELETE FROM finance_bankaccount",
    ],
)
def test_an_old_account_stays_as_it_was(statement: str) -> None:
    set_it()
    set_it(iban=BERT_IBAN, days=1)
    refused = pytest.raises(IntegrityError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
