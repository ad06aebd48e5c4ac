"""A withdrawal is kept, acknowledged and carried out, or looked at; it is never refused."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from core import encryption
from core.models import OutboxEvent
from core.paging import PageRequest
from core.policy import ANONYMOUS, Actor, NotAllowed
from inventory.public import available
from network.public import Buyer
from shop.models import Refund, Return, Withdrawal
from shop.public import (
    Review,
    Sender,
    Statement,
    WithdrawalNotFound,
    order_link,
    review_withdrawal,
    withdrawal_by_token,
    withdrawals_page,
)
from shop.public import withdraw as withdraw_now
from shop.services.review_withdrawal import (
    NoteNeeded,
    OrderUnknown,
    PiecesUnknown,
    ReviewedBefore,
)
from shop.services.withdraw import IncompleteStatement
from tests.db.shop.aftermath import (
    FINANCE,
    SOON,
    accept,
    inspect,
    paid_with_shipping,
    picked,
    refunded,
    send,
    state,
    withdraw,
)
from tests.db.shop.market import AT, LATER, SUPPORT, WAREHOUSE, paid, placed

pytestmark = pytest.mark.usefixtures("market")

MUCH_LATER = LATER + timedelta(days=500)


def told() -> int:
    """Count the acknowledgements that are to be sent."""
    return OutboxEvent.objects.filter(name="shop.withdrawal_received").count()


def test_a_statement_is_kept_word_for_word_with_its_time_and_zone() -> None:
    order = paid(("CREAM", 2))
    send(order)
    shown = withdraw(order)
    assert (shown.name, shown.order_number, shown.email) == (
        "Anna Muster", order.number, "anna@example.com",
    )  # fmt: skip
    assert (shown.verdict, told()) == ("in_time", 1)
    assert shown.received_local == "2026-03-04 13:00:00 CET (UTC+0100)"
    row = Withdrawal.objects.get()
    sealed = encryption.unseal(row.person_id, bytes(row.statement_sealed))
    assert row.statement_sha256 == hashlib.sha256(sealed.encode()).hexdigest()
    assert b"Muster" not in bytes(row.statement_sealed)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Withdrawal.objects.update(received_at=AT)


def test_delivered_goods_are_expected_back_and_the_money_follows() -> None:
    order = paid_with_shipping(("CREAM", 2), ("TEA", 1))
    send(order)
    withdraw(order)
    returned = Return.objects.get()
    assert (returned.source, returned.reason, returned.attributable_to_company) == (
        "withdrawal", "withdrawal", False,
    )  # fmt: skip
    assert (returned.refund_due_on - SOON.date()).days == 14
    inspect(returned)
    accept(returned)
    assert refunded(order) == order.gross_minor


def test_three_statements_are_three_acknowledgements_one_return_one_refund() -> None:
    order = paid(("CREAM", 2))
    send(order)
    verdicts = [withdraw(order).verdict for _each in range(3)]
    assert verdicts == ["in_time", "repeated", "repeated"]
    assert (told(), Return.objects.count()) == (3, 1)
    assert len(set(Withdrawal.objects.values_list("of_return", flat=True))) == 1
    returned = Return.objects.get()
    inspect(returned)
    accept(returned)
    assert withdraw(order).verdict == "repeated"
    assert (Return.objects.count(), Refund.objects.count()) == (1, 1)


def test_the_same_page_sent_twice_is_one_statement() -> None:
    order, key = paid(), uuid4()
    send(order)
    tokens = {withdraw(order, key=key).token for _each in range(2)}
    assert (len(tokens), told(), Withdrawal.objects.count()) == (1, 1, 1)


def test_what_was_not_sent_is_cancelled_at_once() -> None:
    order = paid(("CREAM", 2))
    assert withdraw(order).verdict == "open"
    assert (state(order), refunded(order), Return.objects.count()) == ("cancelled", 5980, 0)


def test_an_unpaid_order_is_given_up() -> None:
    order = placed()
    withdraw(order)
    assert (state(order), available(["CREAM"])) == ("cancelled", {"CREAM": 100})


def test_of_a_part_delivered_order_the_rest_is_cancelled_and_the_part_comes_back() -> None:
    order = paid(("CREAM", 3))
    send(order, ("CREAM", 1))
    withdraw(order)
    assert (state(order), refunded(order)) == ("delivered", 2 * 2990)
    assert Return.objects.get().lines.get().quantity == 1


def test_only_the_chosen_lines_are_withdrawn_from() -> None:
    order = paid(("CREAM", 2), ("TEA", 1))
    send(order)
    shown = withdraw(order, ("CREAM", 1))
    assert shown.items == ("1 × Rosencreme",)
    row = Return.objects.get().lines.get()
    assert (row.order_line.sku, row.quantity) == ("CREAM", 1)


def test_of_a_chosen_line_the_unsent_pieces_go_first() -> None:
    order = paid(("CREAM", 3))
    send(order, ("CREAM", 1))
    withdraw(order, ("CREAM", 2))
    assert (refunded(order), Return.objects.count()) == (2 * 2990, 0)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ({"number": "4711"}, "unknown_order"),
        ({"number": "x\x00y"}, "unknown_order"),
        ({"email": "somebody@example.org"}, "other_email"),
        ({"items": "nur die Creme"}, "in_words"),
        ({"at": MUCH_LATER}, "late"),
    ],
)
def test_what_is_doubtful_is_kept_and_looked_at(statement: dict[str, str], verdict: str) -> None:
    order = paid()
    send(order)
    assert withdraw(order, **statement).verdict == verdict  # type: ignore[arg-type]
    (row,) = withdrawals_page(actor=SUPPORT, page=PageRequest()).items
    assert (row.verdict, Return.objects.count(), told()) == (verdict, 0, 1)


def test_capitals_and_spaces_make_no_other_person() -> None:
    order = paid()
    send(order)
    assert (
        withdraw(order, email=" Anna@Example.com ", number=f" #{order.number} ").verdict
        == "in_time"
    )


def test_many_statements_at_once_are_kept_too() -> None:
    order = paid()
    send(order)
    statement = Statement("Anna", order.number, "anna@example.com")
    withdraw_now(statement=statement, sender=Sender(uuid4(), "de", is_one_of_many=True), at=SOON)
    assert Withdrawal.objects.get().verdict == "too_many"


@pytest.mark.parametrize("by_link", [True, False])
def test_who_is_known_may_give_another_address(customer: Buyer, by_link: bool) -> None:
    order = paid(buyer=customer)
    send(order)
    link = order_link(order.order_id) if by_link else ""
    account = None if by_link else customer.account_id
    statement = Statement("Carl", order.number, "other@example.org")
    withdraw_now(statement=statement, sender=Sender(uuid4(), "de", account, link), at=SOON)
    assert Withdrawal.objects.get().verdict == "in_time"


@pytest.mark.parametrize("field", ["name", "order_number", "email"])
def test_three_fields_are_needed_and_no_other(field: str) -> None:
    full = {"name": "Anna", "order_number": "1", "email": "a@b.de"}
    with pytest.raises(IncompleteStatement) as refused:
        withdraw_now(
            statement=Statement(**{**full, field: " "}), sender=Sender(uuid4(), "de"), at=SOON
        )
    assert refused.value.facts == {"field": field}


def test_a_late_statement_is_carried_out_as_goodwill_once() -> None:
    order = paid()
    send(order)
    shown = withdraw(order, at=MUCH_LATER)
    review = Review(is_accepted=True, note="goodwill")

    def look() -> None:
        review_withdrawal(
            withdrawal_id=shown.withdrawal_id, review=review, actor=SUPPORT, at=MUCH_LATER
        )

    look()
    assert Return.objects.get().withdrawals.get().outcome == "done: goodwill"
    with pytest.raises(ReviewedBefore):
        look()
    assert not withdrawals_page(actor=SUPPORT, page=PageRequest()).items
    assert withdrawals_page(actor=SUPPORT, page=PageRequest(), only_open=False).items


def test_an_unknown_order_is_found_by_staff_or_left_with_a_reason() -> None:
    order = paid()
    send(order)
    found, lost = withdraw(None, number="1234"), withdraw(None, number="9999")

    def look(shown: int, review: Review, actor: Actor = SUPPORT) -> None:
        review_withdrawal(withdrawal_id=shown, review=review, actor=actor, at=SOON)

    with pytest.raises(OrderUnknown):
        look(found.withdrawal_id, Review(is_accepted=True, order_number="77"))
    look(found.withdrawal_id, Review(is_accepted=True, order_number=order.number))
    assert Withdrawal.objects.get(pk=found.withdrawal_id).order_id == order.order_id
    with pytest.raises(NoteNeeded):
        look(lost.withdrawal_id, Review(is_accepted=False))
    look(lost.withdrawal_id, Review(is_accepted=False, note="no such buyer"))
    assert Return.objects.count() == 1
    for stranger in (ANONYMOUS, WAREHOUSE, FINANCE):
        with pytest.raises(NotAllowed):
            look(lost.withdrawal_id, Review(is_accepted=True), stranger)
        with pytest.raises(NotAllowed):
            withdrawals_page(actor=stranger, page=PageRequest())
    with pytest.raises(WithdrawalNotFound):
        look(10**9, Review(is_accepted=True))


def test_only_who_has_the_token_sees_the_statement_until_it_is_forgotten() -> None:
    order = paid()
    shown = withdraw(order)
    assert withdrawal_by_token(token=shown.token).name == "Anna Muster"
    with pytest.raises(WithdrawalNotFound):
        withdrawal_by_token(token=uuid4())
    encryption.forget(Withdrawal.objects.get().person_id)
    assert withdrawal_by_token(token=shown.token).name == ""
    assert picked(order, ("CREAM", 1))


def test_a_part_that_people_look_at_stays_that_part() -> None:
    order = paid(("CREAM", 2), ("TEA", 1))
    send(order)
    shown = withdraw(order, ("CREAM", 1), at=MUCH_LATER)
    review_withdrawal(
        withdrawal_id=shown.withdrawal_id,
        review=Review(is_accepted=True, note="goodwill"),
        actor=SUPPORT,
        at=MUCH_LATER,
    )
    row = Return.objects.get().lines.get()
    assert (row.order_line.sku, row.quantity) == ("CREAM", 1)


def test_what_was_chosen_in_words_is_never_taken_for_everything() -> None:
    order = paid(("CREAM", 2), ("TEA", 1))
    send(order)
    shown = withdraw(order, items="nur eine Creme")

    def look(review: Review) -> None:
        review_withdrawal(withdrawal_id=shown.withdrawal_id, review=review, actor=SUPPORT, at=SOON)

    with pytest.raises(PiecesUnknown):
        look(Review(is_accepted=True))
    assert Return.objects.count() == 0
    look(Review(is_accepted=True, lines=picked(order, ("CREAM", 1))))
    assert Return.objects.get().lines.get().quantity == 1


def test_lines_of_another_order_are_looked_at_and_not_taken_for_a_repetition() -> None:
    order, other = paid(("CREAM", 1)), paid(("TEA", 1))
    send(order)
    statement = Statement("Anna", order.number, "anna@example.com", picked(other, ("TEA", 1)))
    withdraw_now(statement=statement, sender=Sender(uuid4(), "de"), at=SOON)
    row = Withdrawal.objects.get()
    assert (row.verdict, Return.objects.count()) == ("unclear", 0)
    review = Review(is_accepted=True)
    with pytest.raises(PiecesUnknown):
        review_withdrawal(withdrawal_id=row.pk, review=review, actor=SUPPORT, at=SOON)
