"""The six steps that close a period, each with what is done and what it waits for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.public import Closing
from storefront.templatetags.vinea import day

DONE, NOW, BLOCKED, LATER = "done", "now", "blocked", "later"


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its name for the template, its words, how it stands and why."""

    name: str
    label: str
    state: str
    notes: tuple[str, ...]


def steps_of(closing: Closing, open_matters: int) -> tuple[Step, ...]:
    """Return the steps in their order; the page offers the button of those that are due now."""
    return (
        _collect(closing),
        _check(closing, open_matters),
        _draft(closing),
        _compare(closing),
        _approve(closing),
        _publish(closing),
    )


def _collect(closing: Closing) -> Step:
    label = _("Collect orders")
    notes = tuple(_still_coming(closing))
    if notes and not _is(closing, "published"):
        return Step("collect", label, NOW, notes)
    return Step("collect", label, DONE, (_("Every order of the period is in."),))


def _still_coming(closing: Closing) -> Iterator[str]:
    if not closing.is_over:
        last_day = closing.ends_before - timedelta(days=1)
        yield _("The period runs until %(day)s.") % {"day": day(last_day)}
    if not closing.is_closed and closing.late_days:
        last_day = closing.closes_on - timedelta(days=1)
        yield _("Orders of the period are recorded until %(day)s.") % {"day": day(last_day)}
    if closing.waiting:
        yield ngettext(
            "%(count)s paid order or return is still being counted.",
            "%(count)s paid orders or returns are still being counted.",
            closing.waiting,
        ) % {"count": closing.waiting}


def _check(closing: Closing, open_matters: int) -> Step:
    label = _("Check what is open")
    if not open_matters:
        return Step("check", label, DONE, (_("Nothing is open."),))
    facts = {"count": open_matters}
    if _is(closing, "published"):
        note = ngettext("%(count)s matter is open.", "%(count)s matters are open.", open_matters)
        return Step("check", label, DONE, (note % facts,))
    note = ngettext(
        "%(count)s matter is open. It does not stop you; look at it before you approve.",
        "%(count)s matters are open. They do not stop you; look at them before you approve.",
        open_matters,
    )
    return Step("check", label, NOW, (note % facts,))


def _draft(closing: Closing) -> Step:
    label, run = _("Calculate a draft"), closing.run
    if run is None:
        note = _("A draft may be repeated as often as you like; it books nothing.")
        return Step("draft", label, NOW, (note,))
    if closing.is_outdated:
        return Step("draft", label, NOW, tuple(_outdated(closing)))
    return Step("draft", label, DONE, ())


def _outdated(closing: Closing) -> Iterator[str]:
    if closing.is_premature:
        yield _("The draft was made before the period was over. Make a new one.")
    if closing.behind:
        yield ngettext(
            "%(count)s order or return came in after the draft. Make a new one.",
            "%(count)s orders or returns came in after the draft. Make a new one.",
            closing.behind,
        ) % {"count": closing.behind}
    if closing.ranks_moved:
        yield _("An earlier period was published since; its ranks count. Make a new draft.")
    if closing.moved:
        yield _moved(closing.moved)
    if closing.rates_moved:
        yield _("Exchange rates were recorded or corrected after the draft. Make a new one.")


def _moved(what: str) -> str:
    return {
        "plan": _("Another version of the plan counts since the draft. Make a new one."),
        "members": _(
            "A status, sponsor, place or person of the period was recorded after the draft. "
            "Make a new one."
        ),
        "awards": _(
            "A rank was given by hand after the draft and counts in the period. Make a new one."
        ),
    }[what]


def _compare(closing: Closing) -> Step:
    label = _("Compare")
    if closing.run is None:
        return Step("compare", label, LATER, (_("There is nothing to compare yet."),))
    if closing.is_outdated:
        return Step("compare", label, LATER, (_("Compare the new draft."),))
    if _is(closing, "draft"):
        return Step("compare", label, NOW, (_("The largest changes stand first, below."),))
    return Step("compare", label, DONE, ())


def _approve(closing: Closing) -> Step:
    label = _("Approve")
    rule = _("Whoever drafted a run cannot approve it; the database keeps to that too.")
    if _is(closing, "approved") or _is(closing, "published"):
        return Step("approve", label, DONE, ())
    if closing.run is None or closing.is_outdated:
        return Step("approve", label, LATER, (rule,))
    if closing.is_own_draft:
        note = _("You drafted this run, so someone else has to approve it.")
        return Step("approve", label, BLOCKED, (note,))
    return Step("approve", label, NOW, (rule,))


def _publish(closing: Closing) -> Step:
    label = _("Publish")
    if _is(closing, "published"):
        return Step("publish", label, DONE, ())
    if not _is(closing, "approved"):
        return Step("publish", label, LATER, (_("Only an approved run can be published."),))
    if not closing.may_be_published:
        reasons = (*_still_coming(closing), *_outdated(closing))
        return Step("publish", label, BLOCKED, reasons)
    note = _("It books the earnings and shows every partner the statement. It cannot be undone.")
    return Step("publish", label, NOW, (note,))


def _is(closing: Closing, state: str) -> bool:
    return closing.run is not None and closing.run.state == state
