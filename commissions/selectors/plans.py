"""Signed plans and which of them is in force."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from django.utils.translation import gettext_lazy as _

from commissions.document.plan_document import read_plan
from commissions.engine.plan import Plan
from commissions.facts import PlanCard
from commissions.models import PlanVersion
from commissions.wording.names import rank_name
from core.errors import Invalid, Refused
from core.periods import Period


class UnknownPlan(Invalid):
    """No plan of this name was ever signed."""

    code = "commissions.unknown_plan"


class NoPlanInForce(Refused):
    """The plan had not begun in that period."""

    code = "commissions.no_plan_in_force"


class WrongPeriod(Invalid):
    """The plan settles by another kind of period."""

    code = "commissions.wrong_period"


def plan_cards() -> tuple[PlanCard, ...]:
    """Return every signed version, the latest first."""
    rows = PlanVersion.objects.defer("document", "examples").order_by("-valid_from", "-id")
    return tuple(plan_card(row) for row in rows)


def plan_version_for(plan_code: str, period: Period) -> PlanVersion:
    """Return the version that a period is settled by: the latest that had begun.

    Raises: UnknownPlan; NoPlanInForce; WrongPeriod — a month for a weekly plan.
    """
    versions = PlanVersion.objects.filter(code=plan_code).order_by("-valid_from")
    version = versions.filter(valid_from__lte=period.starts_on).first()
    if version is None:
        first = versions.last()
        if first is None:
            text = _("There is no signed plan “%(plan)s”. Sign one first, or check the name.")
            raise UnknownPlan(text % {"plan": plan_code[:40]})
        text = _("Plan %(plan)s begins on %(day)s, after %(period)s. Choose a later period.")
        facts = {"plan": plan_code, "day": first.valid_from, "period": period.key}
        raise NoPlanInForce(text % facts)
    if is_week(period) != (plan_of(version).period == "week"):
        text = _("Plan %(plan)s does not settle by periods like %(period)s.")
        raise WrongPeriod(text % {"plan": plan_code, "period": period.key})
    return version


def leading_version(day: date, kind: str = "") -> PlanVersion | None:
    """Return the version whose figures and ranks pages show, or None before any plan.

    Of several plans it is one that settles by this kind of period, then one with ranks, then the
    one that began last.
    """
    started = PlanVersion.objects.filter(valid_from__lte=day)
    latest = started.order_by("code", "-valid_from").distinct("code")

    def weight(version: PlanVersion) -> tuple[bool, bool, date, int]:
        plan = plan_of(version)
        return plan.period == kind, bool(plan.ranks), version.valid_from, version.pk

    return max(latest, key=weight, default=None)


def plan_of(version: PlanVersion) -> Plan:
    """Read the signed document of a version."""
    return _read(bytes(version.document))


def is_week(period: Period) -> bool:
    """Tell a week from a month."""
    return "W" in period.key


@lru_cache(maxsize=64)
def _read(document: bytes) -> Plan:
    return read_plan(document, "")


def plan_card(row: PlanVersion) -> PlanCard:
    """Show a signed version."""
    return PlanCard(
        plan_code=row.code,
        version=row.version,
        label=str(row),
        valid_from=row.valid_from,
        source=row.source,
        sha256=row.sha256,
        signed_by=row.signed_by,
        approved_by=row.approved_by,
        activated_at=row.activated_at,
    )


def rank_names_on(day: date) -> tuple[tuple[str, str], ...]:
    """Return the ranks of the plan in force on a day with their names, the lowest first."""
    version = leading_version(day)
    plan = plan_of(version) if version else None
    return tuple((rank.id, rank_name(plan, rank.id)) for rank in plan.ranks) if plan else ()
