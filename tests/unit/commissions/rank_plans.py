"""Plans with any ranks and activity, written as documents, and what a tree comes to in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from commissions.document.example_returns import drawn_picture
from commissions.document.example_tree import read_tree
from commissions.document.plan_document import read_plan
from commissions.engine.facts import Carry, Held, Picture
from commissions.engine.plan import Plan
from commissions.engine.ranks import NOTHING
from commissions.engine.standings import Standings, stand
from core.periods import Period

_HEAD = """
plan = "test"
version = 1
valid_from = 2026-01-01
source = "a contract, § 1"
currency = "EUR"
period = "month"
tree = "sponsor"
tree_as_of = "period_end"
volume_date = "paid"
customer_volume = "to_partner"
rank_for_pay = "this_period"
rounding = "half_up_per_line"
{head}
[vesting]
after_delivery = "14 days"
[returns]
earnings = "original_rates"
volume = "return_period"
at_company_fault = "keep"
[[rule]]
id = "team"
kind = "unilevel"
name = {{ de = "Team", en = "Team" }}
tax_nature = "commission"
base = "order.net"
rates = ["10%"]
depth_by_rank = {{ {depths} }}
pass_over = []
own_orders_start_at = "sponsor"
customer_orders_start_at = "seller"
[rank_rules]
{rules}
[active]
{active}
{ranks}
"""
FALLS = 'grace = "0 periods"\ndemotion = "to_earned"\n'
ACTIVE = 'personal_volume = "50 PV"'


def document(
    *requirements: str,
    rules: str = "",
    active: str = ACTIVE,
    head: str = "",
    falls: str = FALLS,
    title: str = "highest_paid",
) -> str:
    """Write a plan whose ranks are one, two, three and so on: one for each text and the lowest."""
    ids = ("one", "two", "three", "four", "five")[: len(requirements) + 1]
    ranks = "\n".join(
        f'[[rank]]\nid = "{rank}"\nname = {{ de = "{rank}", en = "{rank}" }}\n{asked}'
        for rank, asked in zip(ids, ("", *requirements), strict=True)
    )
    depths = ", ".join(f"{rank} = 1" for rank in ids)
    said = f'title = "{title}"\n{falls}{rules}'
    text = _HEAD.format(head=head, depths=depths, rules=said, active=active, ranks=ranks)
    return text.replace("[active]\n\n", "") if not active else text


def plan(*requirements: str, **terms: str) -> Plan:
    """Read such a plan."""
    return read_plan(document(*requirements, **terms).encode(), "")


def standings(
    by: Plan, tree: str, period: str = "2026-01", before: Standings | None = None
) -> Standings:
    """Settle a drawn period, after another one with the same members if there is one."""
    drawn = read_tree(tree, "EUR", "tree")
    picture = drawn_picture(by, drawn, None, Period(period))
    if before is not None:
        picture = follows(picture, before)
    return stand(by, picture)


def follows(picture: Picture, before: Standings) -> Picture:
    """Hand on to a picture what a settled one left, for members of the same numbers."""
    held: Sequence[Held] = [each.carried for each in before.ranked]
    return replace(picture, held=tuple(held) or (NOTHING,), carried=before.carried)


def ranks(by: Plan, tree: str, **more: object) -> str:
    """Return the ranks by which the members of a tree are paid, in the tree's order."""
    return " ".join(rank or "-" for rank in standings(by, tree, **more).ranks)  # type: ignore[arg-type]


def career(by: Plan, *trees: str) -> list[Standings]:
    """Live through months with the same members."""
    lived: list[Standings] = []
    when = Period("2026-01")
    for tree in trees:
        lived.append(standings(by, tree, when.key, lived[-1] if lived else None))
        when = when.next()
    return lived


def carried(found: Standings, name: str) -> list[tuple[int, str, int]]:
    """Return numbers that are handed on: member, period, amount."""
    own: list[Carry] = [each for each in found.carried if each.name == name]
    return [(each.member_id, each.since, each.amount) for each in own]
