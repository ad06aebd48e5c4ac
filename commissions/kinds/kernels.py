"""Finds the kernel that stands beside a kind of rule, without starting a compiler to ask."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Protocol, cast

from commissions.engine.rule import Rule

if TYPE_CHECKING:
    from commissions.arrays.ground import ArrayGround
    from commissions.arrays.lines import LineBlock


class Kernel(Protocol):
    """A module `commissions.kinds.<kind>.kernel`: it says whatever the walk beside it says."""

    def blocks(self, rule: Rule, ground: ArrayGround) -> Iterator[LineBlock]:
        """Yield the lines of a rule in the order of its walk."""
        ...


def has_kernel(rule: type[Rule]) -> bool:
    """Tell whether rules of a class can be settled over columns."""
    return _has_module(_beside(rule))


def kernel_of(rule: Rule) -> Kernel:
    """Return the kernel of a rule that has one."""
    return cast(Kernel, import_module(_beside(type(rule))))


@cache
def _has_module(name: str) -> bool:
    return find_spec(name) is not None


def _beside(rule: type[Rule]) -> str:
    return rule.__module__.rpartition(".")[0] + ".kernel"
