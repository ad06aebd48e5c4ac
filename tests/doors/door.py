"""A door: one address of the site, and who may come in."""

from __future__ import annotations

from dataclasses import dataclass

from core import policy
from core.policy import Actor

EVERYBODY, SIGNED_IN = "everybody", "signed in"
OPEN, ASKED_TO_SIGN_IN, CLOSED, NOT_THERE = "open", "asked to sign in", "closed", "not there"


@dataclass(frozen=True, slots=True)
class Door:
    """An address by its url name.

    `to` is EVERYBODY, SIGNED_IN, or actions of the policy table ("a + b": all of them).
    `thing` names what the address is about, a key of `things.THINGS`; its owners are let in by
    `to`, others only where they may do `also`, else the thing is not there for them.
    `posts`: the address answers to a form only; `sends` are its fields, so that it gets as far as
    the thing.
    """

    name: str
    to: str = EVERYBODY
    thing: str = ""
    also: str = ""
    posts: bool = False
    sends: tuple[tuple[str, str], ...] = ()

    def expected(self, actor: Actor, *, is_owner: bool) -> str:
        """Tell what somebody finds here; computed from the policy table, not from the page."""
        if self.to != EVERYBODY and actor.account_id is None:
            return ASKED_TO_SIGN_IN
        if self.to not in (EVERYBODY, SIGNED_IN) and not _may(actor, self.to):
            return CLOSED
        if not self.thing or is_owner or (self.also and _may(actor, self.also)):
            return OPEN
        return NOT_THERE


def _may(actor: Actor, actions: str) -> bool:
    return all(policy.allowed(actor, action.strip()) for action in actions.split("+"))
