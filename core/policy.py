"""Ask whether an actor may do something. The rules are data in `core.policy_table`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.errors import Denied, InvariantBroken
from core.policy_table import PUBLIC, TABLE

SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an account with its roles and, for a partner, its position.

    `label` names the actor in the audit log without personal data. Whoever has left the network
    keeps the position, and with it what was earned, but sees nobody by it any more.
    """

    account_id: int | None
    roles: frozenset[str]
    member_id: int | None
    label: str
    has_left: bool = False

    @classmethod
    def system(cls, name: str) -> Actor:
        """Return the actor of an import, a reaction or the clock."""
        return cls(None, frozenset({SYSTEM}), None, f"system:{name}")

    @classmethod
    def behind(cls, label: str, account_id: int | None) -> Actor:
        """Return who asked for work that the program does later; that they may was seen then."""
        return cls(account_id, frozenset({SYSTEM}), None, label)

    @property
    def is_system(self) -> bool:
        """Tell whether no person is behind this."""
        return SYSTEM in self.roles


ANONYMOUS = Actor(None, frozenset(), None, "anonymous")

Relation = Callable[[Actor, dict[str, object]], bool]


class NotAllowed(Denied):
    """The policy table lists neither a role nor a relation of this actor."""

    code = "core.not_allowed"


def _nobody_yet(_actor: Actor, _facts: dict[str, object]) -> bool:
    return False


def _same(ours: int | None, theirs: object) -> bool:
    return ours is not None and ours == theirs


RELATIONS: dict[str, Relation] = {
    "self": lambda actor, facts: _same(actor.member_id, facts.get("member_id")),
    "own_account": lambda actor, facts: _same(actor.account_id, facts.get("account_id")),
    "link_holder": lambda actor, facts: facts.get("has_link") is True,
    "partner": lambda actor, facts: actor.member_id is not None,
    "in_network": lambda actor, facts: actor.member_id is not None and not actor.has_left,
    "own_line": lambda actor, facts: (
        not actor.has_left and _same(actor.member_id, facts.get("member_id"))
    ),
    "in_my_downline": _nobody_yet,
    "my_sponsor": _nobody_yet,
}


def add_relation(name: str, relation: Relation) -> None:
    """Let a room supply what only it can know, such as "is in my downline" (config/wiring).

    Until then the relation holds for nobody.
    """
    if name not in RELATIONS:
        raise InvariantBroken(f"no relation {name} in the policy")
    RELATIONS[name] = relation


def allowed(actor: Actor, action: str, **facts: object) -> bool:
    """Tell whether the table lets this actor do this to a subject described by facts."""
    entry = TABLE.get(action)
    if entry is None:
        raise InvariantBroken(f"no policy for {action}")
    if PUBLIC in entry or actor.is_system or entry & actor.roles:
        return True
    return any(RELATIONS[name[1:]](actor, facts) for name in sorted(entry) if name[0] == "=")


def require(actor: Actor, action: str, **facts: object) -> None:
    """Insist on permission.

    Raises: NotAllowed — with the action's name, so that support can say which role is missing.
    """
    if not allowed(actor, action, **facts):
        hint = _("You may not do this. Ask someone whose role allows it.")
        raise NotAllowed(hint, action=action, actor=actor.label)
