"""Volumes of the members of a drawn tree, as far as whoever looks may see them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from commissions.facts import MemberPeriod, TreeFigures
from commissions.selectors.dashboard import customer_volumes
from commissions.selectors.figures import figures_of
from commissions.selectors.team import last_orders
from commissions.wording.names import rank_name
from core.periods import period_of
from network import public as network
from network.public import Seen, SeenMember, TreeNode


def tree_figures(nodes: Sequence[TreeNode], day: date, *, at: datetime) -> TreeFigures:
    """Return the group volume of those whose volume may be seen, and the names of ranks."""
    near = [node.member.member_id for node in nodes if Seen.VOLUME in node.member.seen]
    figures = figures_of(near, period_of(day, "month"), at=at)
    plan = figures.plan
    ranks = tuple((rank.id, rank_name(plan, rank.id)) for rank in plan.ranks) if plan else ()
    return TreeFigures(
        gv_minor={number: figures.of(number).gv_minor for number in near}, ranks=ranks
    )


def member_period(member: SeenMember, day: date, *, at: datetime) -> MemberPeriod:
    """Return what may be seen of a member's period beside the person; hidden parts are None."""
    period, number = period_of(day, "month"), member.member_id
    sees_volume = Seen.VOLUME in member.seen
    figures = figures_of([number] if sees_volume else [], period, at=at)
    plan, own = figures.plan, figures.of(number)
    customers = None
    if Seen.CUSTOMER_COUNT in member.seen:
        customers = network.customer_counts(number, period.starts_on, day)[0]
    return MemberPeriod(
        period_key=period.key,
        rank_name=rank_name(plan, member.rank) if plan else "",
        pv_minor=own.pv_minor if sees_volume else None,
        gv_minor=own.gv_minor if sees_volume else None,
        is_active=own.is_active if sees_volume else None,
        last_order_month=(
            last_orders([number], day).get(number, "")
            if Seen.LAST_ORDER_MONTH in member.seen
            else None
        ),
        customers=customers,
        customer_pv_minor=(
            customer_volumes(number, plan, [period]).get(period.key, 0)
            if Seen.CUSTOMER_VOLUME in member.seen
            else None
        ),
    )
