"""Finds the kernel that stands beside a kind of rule, without starting a compiler to ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from commissions.engine.rule import SPONSOR_TREE, Rule

if TYPE_CHECKING:
    from commissions.arrays.ground import ArrayGround
    from commissions.arrays.lines import LineBlock


class Kernel(Protocol):
    """A module `commissions.kinds.<kind>.kernel`.

    One that leaves some terms of its rule to the walk has `says_all(rule)` besides; without it
    the kernel says whatever a rule of the sponsor tree says.
    """

    def blocks(self, rule: Rule, ground: ArrayGround) -> Iterator[LineBlock]:
        """Yield the lines of a rule in the order of its walk."""
        ...


def has_kernel(rule: Rule) -> bool:
    """Tell whether a rule can be settled over columns."""
    if not _has_module(_beside(rule)):
        return False
    says_all = getattr(kernel_of(rule), "says_all", None)
    return rule.tree == SPONSOR_TREE if says_all is None else bool(says_all(rule))


def kernel_of(rule: Rule) -> Kernel:
    """Return the kernel of a rule that has one."""
    return cast(Kernel, import_module(_beside(rule)))


@cache
def _has_module(name: str) -> bool:
    return find_spec(name) is not None


def _beside(rule: Rule) -> str:
    return type(rule).__module__.rpartition(".")[0] + ".kernel"
