"""A branch of the network, ready to be drawn and to be read out: boxes, words, links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from commissions.public import TreeFigures
from core.points import format_points
from network.public import TreeNode, tree_page_size
from storefront.tree_address import TreeAddress
from storefront.tree_layout import Layout, Leaf, lay_out
from storefront.wording import state_words

NAME_SIGNS, NAME_SIGNS_BESIDE_TOGGLE, NOTE_SIGNS = 24, 19, 32
TONES = ("calm", "first", "second", "third", "fourth", "fifth")
STATUS_TONES = {"active": "first", "applied": "third", "suspended": "second", "terminated": "calm"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One box: a member, or the way to more members of a leg that is longer than a page."""

    key: str
    title: str
    short_title: str
    note: str
    lines: tuple[str, ...]
    status_word: str
    tone: str
    url: str
    toggle_url: str = ""
    toggle_label: str = ""
    toggle_sign: str = ""
    is_pager: bool = False
    below: list[Shown] = field(default_factory=list)
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the page needs: the layout, its boxes, the same as nested list, and the legend."""

    layout: Layout
    boxes: tuple[Shown, ...]
    root: Shown
    legend: tuple[tuple[str, str], ...]


def drawing(nodes: Sequence[TreeNode], figures: TreeFigures, address: TreeAddress) -> Drawing:
    """Put a branch together."""
    colours = _Colours(address.colour, dict(figures.ranks))
    below = _below(nodes)
    shown: dict[str, Shown] = {}
    leaves: list[Leaf] = []
    for node in nodes:
        key, above = str(node.member.member_id), str(node.sponsor_id) if node.sponsor_id else None
        kept = len(below.get(node.member.member_id, ()))
        shown[key] = _member(node, kept, figures, colours, address)
        leaves.append(Leaf(key, above))
    for node in nodes:
        kept = len(below.get(node.member.member_id, ()))
        is_paged = kept or node.member.member_id in address.starts
        if is_paged and (pager := _pager(node, kept, address)):
            shown[pager.key] = pager
            leaves.append(Leaf(pager.key, str(node.member.member_id)))
    return nested(lay_out(leaves), leaves, shown, colours.legend())


def nested(
    layout: Layout,
    leaves: Sequence[Leaf],
    shown: Mapping[str, Shown],
    legend: tuple[tuple[str, str], ...],
) -> Drawing:
    """Put boxes where the layout has them, each below the one it hangs on."""
    placed = {key: _at(box, layout) for key, box in shown.items()}
    for leaf in leaves:
        if leaf.above:
            placed[leaf.above].below.append(placed[leaf.key])
    return Drawing(
        layout=layout,
        boxes=tuple(placed.values()),
        root=placed[leaves[0].key],
        legend=legend,
    )


def _at(shown: Shown, layout: Layout) -> Shown:
    box = layout.boxes[shown.key]
    return replace(shown, below=[], x=box.x, y=box.y)


def _below(nodes: Sequence[TreeNode]) -> dict[int, list[int]]:
    below: dict[int, list[int]] = {}
    for node in nodes:
        if node.sponsor_id:
            below.setdefault(node.sponsor_id, []).append(node.member.member_id)
    return below


@dataclass(frozen=True, slots=True)
class _Colours:
    """By what boxes are coloured; every colour stands in the legend with its word."""

    by: str
    ranks: Mapping[str, str]

    def tone(self, node: TreeNode) -> str:
        if self.by == "rank":
            ladder = list(self.ranks)
            rank = node.member.rank
            return TONES[min(ladder.index(rank) + 1, len(TONES) - 1)] if rank in ladder else "calm"
        return STATUS_TONES.get(node.member.status, "calm")

    def legend(self) -> tuple[tuple[str, str], ...]:
        if self.by == "rank":
            steps = enumerate(self.ranks.values(), start=1)
            named = [(TONES[min(step, len(TONES) - 1)], name) for step, name in steps]
            return (("calm", _("no rank yet")), *named)
        return tuple(
            (tone, state_words("member", status)[1]) for status, tone in STATUS_TONES.items()
        )


def _member(
    node: TreeNode, kept: int, figures: TreeFigures, colours: _Colours, address: TreeAddress
) -> Shown:
    member = node.member
    title = name_of(member.name, member.member_id)
    volume = figures.gv_minor.get(member.member_id)
    note = _("No. %(number)s") % {"number": member.member_id}
    if rank := dict(figures.ranks).get(member.rank):
        note = f"{note} · {rank}"
    lines = [note]
    if volume is not None:
        points = format_points(volume, _language())
        lines.append(_("Group: %(points)s PV") % {"points": points})
    shown = Shown(
        key=str(member.member_id),
        title=title,
        short_title=cut(title, NAME_SIGNS_BESIDE_TOGGLE if node.partners else NAME_SIGNS),
        note=" · ".join(lines),
        lines=tuple(cut(line, NOTE_SIGNS) for line in lines),
        status_word=state_words("member", member.status)[1] if member.status else "",
        tone=colours.tone(node),
        url=address.with_root(member.member_id).query,
    )
    return _with_toggle(shown, node, kept, address) if node.partners else shown


def _with_toggle(shown: Shown, node: TreeNode, kept: int, address: TreeAddress) -> Shown:
    number = node.member.member_id
    count = f"{node.partners}+" if node.has_more_partners else str(node.partners)
    words = ngettext("%(count)s partner", "%(count)s partners", node.partners) % {"count": count}
    label = _("Fold %(words)s away") if kept else _("Show %(words)s")
    return replace(
        shown,
        toggle_url=(address.with_shut if kept else address.with_open)(number).query,
        toggle_sign="\N{MINUS SIGN}" if kept else f"+{count}",
        toggle_label=label % {"words": words},
    )


def _pager(node: TreeNode, kept: int, address: TreeAddress) -> Shown | None:
    """Return the box that leads to the rest of a long leg, or back to its beginning."""
    number = node.member.member_id
    start = address.starts.get(number, 0)
    left = node.partners - start - kept
    if left <= 0 and not start:
        return None
    count = f"{left}+" if node.has_more_partners else str(left)
    title = _("%(count)s more") % {"count": count} if left > 0 else _("Back to the first ones")
    following = start + tree_page_size(node.level) if left > 0 else 0
    return Shown(
        key=f"{number}-more",
        title=title,
        short_title=title,
        note=(note := _("of No. %(number)s") % {"number": number}),
        lines=(note,),
        status_word="",
        tone="calm",
        url=address.with_start(number, following).query,
        is_pager=True,
    )


def cut(text: str, signs: int) -> str:
    """Return a text that fits its box; the whole of it stands in the link's label."""
    return text if len(text) <= signs else f"{text[: signs - 1]}…"


def name_of(name: str, member_id: int) -> str:
    """Return a name, or the number of somebody whose name is not to be seen."""
    return name or _("Partner %(number)s") % {"number": member_id}


def _language() -> str:
    return (get_language() or "de")[:2]
