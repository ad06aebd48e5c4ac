"""Signed versions for staff, and the trial of a document that nobody signed: nothing is stored."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from commissions.document.plan_comparison import compare_plans
from commissions.document.plan_document import read_plan
from commissions.facts import PlanCard
from commissions.models import PlanVersion
from commissions.selectors.plans import plan_card
from core.errors import NotFound
from core.paging import Page, PageRequest
from core.policy import Actor, require

from .facts import PlanTrial, SignedPlan
from .words import in_words

SEE = "commissions.see_runs"


class PlanVersionNotFound(NotFound):
    """There is no such version."""

    code = "commissions.plan_version_not_found"


def plan_versions(actor: Actor, page: PageRequest) -> Page[PlanCard]:
    """Return the signed versions of all plans, the latest first."""
    require(actor, SEE)
    rows = PlanVersion.objects.defer("document", "examples").order_by("-valid_from", "-id")
    start, stop = page.bounds
    return page.page(rows[start:stop]).map(plan_card)


def labels_in_force(actor: Actor, day: date) -> frozenset[str]:
    """Return the version of each plan by which a period settles that begins on a day.

    Raises: NotAllowed.
    """
    require(actor, SEE)
    started = PlanVersion.objects.filter(valid_from__lte=day).only("code", "version")
    return frozenset(map(str, started.order_by("code", "-valid_from").distinct("code")))


def signed_plan(actor: Actor, plan_code: str, version: int, day: date) -> SignedPlan:
    """Return a signed version in words.

    Raises: NotAllowed; PlanVersionNotFound.
    """
    row = _version(actor, plan_code, version)
    leading = _in_force(plan_code, day)
    words = in_words(bytes(row.document), bytes(row.examples), "")
    return SignedPlan(plan_card(row), words, leading is not None and leading.pk == row.pk)


def plan_file(actor: Actor, plan_code: str, version: int, part: str) -> bytes:
    """Return the signed bytes: the "document" or its "examples".

    Raises: NotAllowed; PlanVersionNotFound.
    """
    row = _version(actor, plan_code, version)
    return bytes(row.examples if part == "examples" else row.document)


def try_plan(actor: Actor, *, document: bytes, examples: bytes, day: date) -> PlanTrial:
    """Tell what a document means, what its examples come to, and what it changes.

    Raises: NotAllowed; PlanRejected — the document or its examples cannot be used.
    """
    require(actor, SEE)
    words = in_words(document, examples, "")
    before = _in_force(read_plan(document, "").code, day)
    changes = compare_plans(bytes(before.document), document) if before else []
    return PlanTrial(
        words=words,
        has_examples=bool(examples),
        against=plan_card(before) if before else None,
        changes=tuple(changes),
    )


def _in_force(plan_code: str, day: date) -> PlanVersion | None:
    """Return the version by which a period settles that begins today."""
    versions = PlanVersion.objects.filter(code=plan_code, valid_from__lte=day)
    return versions.order_by("-valid_from").first()


def _version(actor: Actor, plan_code: str, version: int) -> PlanVersion:
    require(actor, SEE)
    row = PlanVersion.objects.filter(code=plan_code, version=version).first()
    if row is None:
        raise PlanVersionNotFound(_("There is no such version of a plan."))
    return row
