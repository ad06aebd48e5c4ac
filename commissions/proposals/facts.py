"""The frozen types of plans that are handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from commissions.document.plan_faults import PlanFault
from commissions.facts import PlanCard
from commissions.trial.facts import PlanInWords


@dataclass(frozen=True, slots=True)
class PlanCheck:
    """What can be said of a document before anybody signs it.

    `faults` are what keeps it from being read; without any there are `words`. `obstacle` says why
    it could not follow the version before it. `against` is that version, `changes` what differs.
    """

    faults: tuple[PlanFault, ...]
    words: PlanInWords | None = None
    has_examples: bool = False
    valid_from: date | None = None
    against: PlanCard | None = None
    changes: tuple[str, ...] = ()
    obstacle: str = ""

    @property
    def may_be_signed(self) -> bool:
        """Tell whether it can be read, keeps its promises and follows the version before it."""
        kept = self.words is not None and self.words.is_kept
        return kept and self.has_examples and not self.obstacle


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A plan that was handed in, as lists show it."""

    proposal_id: int
    plan_code: str
    version: int
    valid_from: date
    source: str
    sha256: str
    examples_sha256: str
    note: str
    proposed_by: str
    proposed_by_account: int
    proposed_at: datetime
    is_approved: bool | None
    decision_reason: str | None
    decided_by: str | None
    decided_at: datetime | None

    @property
    def label(self) -> str:
        """Return how papers name it."""
        return f"{self.plan_code} v{self.version}"


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A plan that was handed in, with what can be said of it today."""

    row: ProposalRow
    check: PlanCheck
