"""Plan documents: what is read, and how each mistake is refused."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation

from commissions.document.plan_document import read_plan
from commissions.document.plan_rejected import PlanRejected
from commissions.shipped_plans import shipped_plan
from tests.unit.commissions.plan_mistakes import MISTAKES, TEXT

SHIPPED = shipped_plan("quellmoos", "2026-01-01")
WITHOUT_RANKS = """
plan = "flat"
version = 1
valid_from = 2026-01-05
source = "Partnervertrag, Anlage 2, § 3"
currency = "EUR"
period = "week"
tree = "sponsor"
tree_as_of = "period_end"
volume_date = "placed"
rounding = "half_up_per_line"
[[rule]]
id = "team"
kind = "unilevel"
name = { de = "Team", en = "Team" }
base = "order.net"
rates = ["5%"]
pass_over = ["barred"]
own_orders_start_at = "sponsor"
customer_orders_start_at = "sponsor"
tax_nature = "commission"
[vesting]
after_delivery = "0 days"
[returns]
earnings = "original_rates"
volume = "none"
at_company_fault = "take_back"
"""


def rejected(text: str, filename: str = "plan.toml") -> PlanRejected:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(text.encode(), filename)
    return caught.value


def changed(find: str, put: str, *, text: str = TEXT) -> str:
    assert text.count(find) >= 1, find
    return text.replace(find, put, 1)


def test_a_plan_is_read_into_whole_numbers() -> None:
    plan = read_plan(SHIPPED.document, SHIPPED.filename)
    assert (plan.code, plan.version, plan.valid_from) == ("quellmoos", 1, date(2026, 1, 1))
    assert plan.active_pv_minor == 50_00
    assert plan.cv_value_minor == 100
    assert [rank.group_volume_minor for rank in plan.ranks] == [0, 1000_00, 5000_00, 20000_00]
    assert plan.rules[0].rates_bp == (1200, 600, 400, 300, 200)
    assert plan.vests_on(date(2026, 3, 1), date(2026, 2, 1), "card") == date(2026, 3, 16)


def test_a_plan_needs_neither_ranks_nor_activity() -> None:
    plan = read_plan(WITHOUT_RANKS.encode(), "2026-01-05.toml")
    assert (plan.ranks, plan.active_pv_minor, plan.cv_value_minor) == ((), 0, None)
    assert plan.rules[0].depth_by_rank is None


def test_another_comment_is_another_hash() -> None:
    plan = read_plan(SHIPPED.document, "")
    again = read_plan(SHIPPED.document + b"# a remark\n", "")
    assert plan.sha256 != again.sha256


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_key_reason_and_remedy(mistake: str) -> None:
    (find, put), key, reason, remedy = MISTAKES[mistake]
    refusal = rejected(changed(find, put))
    with translation.override("en"):
        assert refusal.key == key
        assert reason in refusal.reason
        assert remedy in refusal.remedy
        assert refusal.message.startswith(f"{key}: ")


@pytest.mark.parametrize(
    ("put", "key", "reason"),
    [
        ('cv_value = "1.00 EUR"', "cv_value", "no effect"),
        ('customer_volume = "none"', "customer_volume", "no effect"),
        ('rank_for_pay = "this_period"', "rank_for_pay", "no effect"),
    ],
)
def test_a_key_that_nothing_uses_is_refused(put: str, key: str, reason: str) -> None:
    refusal = rejected(changed('period = "week"', f'period = "week"\n{put}', text=WITHOUT_RANKS))
    assert refusal.key == key
    assert reason in refusal.reason


@pytest.mark.parametrize(
    ("find", "put", "key"),
    [
        ('["barred"]', '["inactive"]', "rule[team].pass_over"),
        ('["barred"]', '["rank_too_low"]', "rule[team].pass_over"),
        ('rates = ["5%"]', 'rates = ["5%"]\ndepth_by_rank = { a = 1 }', "rule[team].depth_by_rank"),
    ],
)
def test_a_word_without_effect_is_refused(find: str, put: str, key: str) -> None:
    refusal = rejected(changed(find, put, text=WITHOUT_RANKS))
    assert refusal.key == key
    assert "no effect" in refusal.reason


@pytest.mark.parametrize("key", ["customer_volume", "cv_value", "rank_for_pay"])
def test_a_key_that_the_plan_depends_on_is_missed(key: str) -> None:
    (line,) = (line for line in TEXT.splitlines() if line.startswith(f"{key} "))
    refusal = rejected(changed(line, ""))
    assert refusal.key == key
    assert "missing" in refusal.reason


def test_a_table_is_no_text_and_a_list_of_tables_no_table() -> None:
    cut = changed('[vesting]\nafter_delivery = "0 days"\n', "", text=WITHOUT_RANKS)
    flat = rejected(changed('period = "week"', 'period = "week"\nvesting = "0 days"', text=cut))
    assert (flat.key, flat.reason) == ("vesting", "It must be a table.")
    single = rejected(changed("[[rule]]", "[rule]", text=WITHOUT_RANKS))
    assert single.key == "rule"
    assert "double brackets" in single.reason


def test_a_week_begins_on_monday() -> None:
    refusal = rejected(changed("2026-01-05", "2026-01-06", text=WITHOUT_RANKS))
    assert "2026-01-05" in refusal.remedy


def test_a_dated_file_name_must_be_the_first_day() -> None:
    refusal = rejected(TEXT, "2026-02-01.toml")
    assert refusal.key == "valid_from"
    assert "2026-02-01.toml" in refusal.reason


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"a = " + b"[" * 100_000, "not TOML"),
        (b"#" * 200_001, "too long"),
    ],
)
def test_what_is_no_document_is_refused(document: bytes, reason: str) -> None:
    with pytest.raises(PlanRejected) as caught, translation.override("en"):
        read_plan(document, "plan.toml")
    assert reason in caught.value.reason


@pytest.mark.parametrize(
    ("find", "put", "key", "reason"),
    [
        ('"original_rates"', '"recompute"', "returns.volume", "changes nothing but amounts"),
        ('"return_period"', '"original_period"', "returns.volume", "keeps its points"),
        ('"return_period"', '"lost"', "returns.volume", "'lost' is not supported"),
        ('"keep"', "true", "returns.at_company_fault", "True is not supported"),
        ('"6 months"', '"0 months"', "reserve.release_after", "at least one"),
        ('"6 months"', "6", "reserve.release_after", "bare number"),
        ('"10%"', '"0%"', "reserve.rate", "above zero"),
        ('"14 days"', '"14 days"\nby_payment = {}', "vesting.by_payment", "each way to pay"),
        (
            '"14 days"', '"14 days"\nby_payment = { card = "0 days" }', "vesting.by_payment",
            "no effect",
        ),
    ],
)  # fmt: skip
def test_terms_of_returns_are_refused_by_key(find: str, put: str, key: str, reason: str) -> None:
    refusal = rejected(changed(find, put))
    assert (refusal.key, reason in refusal.reason) == (key, True)


def test_a_refusal_speaks_german() -> None:
    with translation.override("de"):
        with pytest.raises(PlanRejected) as caught:
            read_plan(changed('"50 PV"', "50").encode(), "plan.toml")
        assert "nackte Zahl" in caught.value.message
        assert "Schreiben Sie" in caught.value.message
