"""The placement tree, ready to be drawn and to be read out; free places lead to who waits."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from network.public import PlacementBranch, PlacementNode
from storefront.team_tree import NAME_SIGNS, STATUS_TONES, Drawing, Shown, cut, name_of, nested
from storefront.tree_layout import Leaf, lay_out
from storefront.wording import state_words

SEATING: dict[str, str | Promise] = {
    "first_free": gettext_lazy("first free place"),
    "weak_leg": gettext_lazy("weaker side"),
    "left": gettext_lazy("outer left"),
    "right": gettext_lazy("outer right"),
    "balanced": gettext_lazy("balanced"),
    "fill_leg": gettext_lazy("one leg after the other"),
}

# What use cases write down as the reason of a place, where no person gave one.
PLACED_BY: dict[str, str | Promise] = {**SEATING, "by hand": gettext_lazy("by hand")}
SEATED = ("active", "suspended", "terminated")


def placement_drawing(branch: PlacementBranch, waiting_url: str) -> Drawing:
    """Put the branch together; a free place leads to `waiting_url`, with the place behind it."""
    shown: dict[str, Shown] = {}
    leaves: list[Leaf] = []
    for node, key, above in _in_order(branch):
        if isinstance(node, PlacementNode):
            shown[key] = _member(node, branch.width)
        else:
            shown[key] = _free(key, *node, branch.width, waiting_url)
        leaves.append(Leaf(key, above))
    words = ((STATUS_TONES[status], state_words("member", status)[1]) for status in SEATED)
    return nested(lay_out(leaves), leaves, shown, tuple(words))


def slot_words(slot: int, width: int) -> str:
    """Return how a place below somebody is called: by its side where there are two."""
    if width == 2:
        return _("left") if slot == 1 else _("right")
    return _("place %(number)d") % {"number": slot}


def _in_order(
    branch: PlacementBranch,
) -> Iterator[tuple[PlacementNode | tuple[int, int], str, str | None]]:
    """Yield members and free places, whoever they hang on first, slots from left to right."""
    at = {(node.parent_id, node.slot): node for node in branch.nodes if node.level}
    for node in branch.nodes:
        number = node.member.member_id
        if node.level == 0:
            yield node, str(number), None
        if node.level < branch.levels:
            for slot in range(1, branch.width + 1):
                found = at.get((number, slot))
                key = str(found.member.member_id) if found else f"{number}-{slot}"
                yield found or (number, slot), key, str(number)


def _member(node: PlacementNode, width: int) -> Shown:
    member = node.member
    title = name_of(member.name, member.member_id)
    number = _("No. %(number)s") % {"number": member.member_id}
    first = f"{slot_words(node.slot, width)} · {number}" if node.slot else number
    below = ngettext("%(count)d below", "%(count)d below", node.below) % {"count": node.below}
    lines = [first, below if node.below else _("nobody below")]
    return Shown(
        key=str(member.member_id),
        title=title,
        short_title=cut(title, NAME_SIGNS),
        note=" · ".join(lines),
        lines=tuple(lines),
        status_word=state_words("member", member.status)[1] if member.status else "",
        tone=STATUS_TONES.get(member.status, "calm"),
        url=f"?of={member.member_id}",
    )


def _free(key: str, parent_id: int, slot: int, width: int, waiting_url: str) -> Shown:
    note = _("%(place)s below No. %(number)s") % {
        "place": slot_words(slot, width),
        "number": parent_id,
    }
    return Shown(
        key=key,
        title=_("Free place"),
        short_title=_("Free place"),
        note=note,
        lines=(note,),
        status_word="",
        tone="calm",
        url=f"{waiting_url}?{urlencode({'under': parent_id, 'slot': slot})}",
        is_pager=True,
    )
