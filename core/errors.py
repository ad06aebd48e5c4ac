"""What may go wrong: a refusal is expected and explained, a broken invariant is our bug."""

from __future__ import annotations

from typing import ClassVar


class Refusal(Exception):
    """An expected no: says what is refused, why, and what to do next.

    `message` may be a lazy translation; it is read in the language of whoever is told.
    `facts` are safe to log: ids, counts and codes, never personal data.
    """

    code: ClassVar[str] = "core.refused"
    status: ClassVar[int] = 409

    def __init__(self, message: object, **facts: object) -> None:
        super().__init__(message)
        self._message = message
        self.facts = facts

    @property
    def message(self) -> str:
        """Return the text in the language that is active now."""
        return str(self._message)

    def __str__(self) -> str:
        return self.message


class NotFound(Refusal):
    """There is no such thing, or not for this person."""

    code = "core.not_found"
    status = 404


class Invalid(Refusal):
    """The input cannot be right, whatever the state."""

    code = "core.invalid"
    status = 422


class Refused(Refusal):
    """The input is fine, the state does not allow it."""

    code = "core.refused"
    status = 409


class Conflict(Refusal):
    """Somebody else was faster, or the same key was used for another request."""

    code = "core.conflict"
    status = 409


class Denied(Refusal):
    """The person who asks may not do it."""

    code = "core.denied"
    status = 403


class InvariantBroken(Exception):
    """A bug of ours. Nobody catches it but the runner, which stops the work in hand."""
