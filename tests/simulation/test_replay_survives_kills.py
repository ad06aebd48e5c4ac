"""kill -9 in the middle, start again: the same figures as without."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.orders import CUSTOMERS, GOOD_ROWS, NASTY
from tests.simulation.killing import connect, database, kill_when, run

pytestmark = pytest.mark.usefixtures("empty_template")

# Each is true from some moment in the middle of a replay on.
MOMENTS = (
    "SELECT count(*) >= 90 FROM shop_order",
    "SELECT count(*) >= 1 FROM commissions_run",
    "SELECT count(*) >= 1 FROM commissions_vesting",
    "SELECT count(*) >= 1 FROM finance_payoutbatch",
    "SELECT count(*) >= 2 FROM commissions_run WHERE state = 'published'",
)

OUTCOME = """
SELECT (SELECT md5(string_agg(concat_ws('|', m.external_reference, s.external_reference), ','
                              ORDER BY m.external_reference))
        FROM network_member m JOIN network_sponsorship n ON n.member_id = m.id
        LEFT JOIN network_member s ON s.id = n.sponsor_id),
       (SELECT md5(string_agg(concat_ws('|', r.period_key, m.external_reference,
                                        o.external_reference, l.level, l.rate_bp,
                                        l.amount_minor), ','
                              ORDER BY r.period_key, m.external_reference, o.external_reference,
                                       l.level))
        FROM commissions_earningline l JOIN commissions_run r ON r.id = l.run_id
        JOIN network_member m ON m.id = l.member_id
        JOIN commissions_volumeentry e ON e.id = l.volume_entry_id
        JOIN shop_order o ON o.id = e.order_id WHERE r.state = 'published'),
       (SELECT md5(string_agg(concat_ws('|', b.pay_on, m.external_reference, l.amount_minor), ','
                              ORDER BY b.pay_on, m.external_reference))
        FROM finance_payoutline l JOIN finance_payoutbatch b ON b.id = l.batch_id
        JOIN network_member m ON 'member:' || m.id = l.payee WHERE l.state = 'paid')
"""


def command(place: Path, orders: Path = NASTY) -> tuple[str, ...]:
    """Return the import of a file with its network."""
    rejects = str(place / "rejected.csv")
    return ("import_orders", str(orders), "--demo-network", "--json", "--reject", rejects)


def steady(figures: dict[str, Any]) -> dict[str, Any]:
    """Leave out what may differ between two runs."""
    return {k: v for k, v in figures.items() if k not in {"seconds", "rss_mb", "created"}}


def outcome(name: str) -> tuple[str, ...]:
    """Return hashes of the network, of all earnings and of all payments, by outer names."""
    with connect(name) as reader:
        row = reader.execute(OUTCOME).fetchone()
    assert row is not None and all(row)
    return tuple(row)


def test_a_replay_killed_again_and_again_ends_like_one_that_was_not(tmp_path: Path) -> None:
    with database("vinea_whole") as name:
        whole = run(name, *command(tmp_path))
        expected = outcome(name)
    assert (whole["orders"], whole["members"]) == (GOOD_ROWS, CUSTOMERS)
    with database("vinea_killed") as name:
        for moment in MOMENTS:
            kill_when(name, moment, *command(tmp_path))
        killed = run(name, *command(tmp_path))
        assert steady(killed) == steady(whole)
        assert outcome(name) == expected
        assert run(name, "import_audit", str(NASTY), "--json")["findings"] == []
        again = run(name, *command(tmp_path))
        assert again["created"] == 0
        assert steady(again) == steady(whole)


def test_a_month_that_earned_nothing_never_pays_the_next_one(tmp_path: Path) -> None:
    """Killed when February has vested and is not paid: January must not take its place."""
    orders = tmp_path / "quiet_start.csv"
    rows = ["1,1997-01-05,1,90.00", "1,1997-02-05,1,90.00"]
    rows += [f"{number},1997-02-{number + 5:02d},1,80.00" for number in range(2, 9)]
    orders.write_text("\n".join(["customer,date,quantity,amount_usd", *rows]))
    with database("vinea_quiet") as name:
        kill_when(
            name,
            "SELECT count(DISTINCT run_id) = 2 FROM commissions_vesting",
            *command(tmp_path, orders),
        )
        january, february = run(name, *command(tmp_path, orders))["months"]
    assert january["earned_minor"] == january["paid_minor"] == 0
    assert february["earned_minor"] == february["paid_minor"] > 0
