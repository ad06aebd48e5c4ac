"""The one refusal of a plan document: which key, why, and how to write it."""

from __future__ import annotations

from core.errors import Invalid


class PlanRejected(Invalid):
    """The document cannot be used.

    `key` is the dotted path of what is wrong, `reason` says why, `remedy` how to write it.
    """

    code = "commissions.plan_rejected"

    def __init__(self, key: str, reason: object, remedy: object = "") -> None:
        super().__init__(reason, key=key)
        self.key = key
        self._reason = reason
        self._remedy = remedy

    @property
    def reason(self) -> str:
        """Return why, in the active language."""
        return str(self._reason)

    @property
    def remedy(self) -> str:
        """Return how to write it, in the active language."""
        return str(self._remedy)

    @property
    def message(self) -> str:
        """Return key, reason and remedy as one text in the active language."""
        return " ".join(part for part in (f"{self.key}:", self.reason, self.remedy) if part)
