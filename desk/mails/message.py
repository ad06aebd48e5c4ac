"""A mail's words as blocks, and the two forms they go out in."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from core.company import Company
from core.theme import theme

WIDTH = 72


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph; a strong one stands out."""

    text: str
    is_strong: bool = False
    kind: str = "words"


@dataclass(frozen=True, slots=True)
class Title:
    """A heading inside the mail."""

    text: str
    kind: str = "title"


@dataclass(frozen=True, slots=True)
class Button:
    """The one thing to do."""

    label: str
    url: str
    kind: str = "button"


@dataclass(frozen=True, slots=True)
class Facts:
    """Rows of label and value; a value may have several lines."""

    rows: tuple[tuple[str, str], ...]
    kind: str = "facts"


@dataclass(frozen=True, slots=True)
class Sum:
    """A line under a list of goods."""

    label: str
    amount: str
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Goods:
    """What was ordered or sent: (quantity, name, amount), then sums."""

    lines: tuple[tuple[str, str, str], ...]
    sums: tuple[Sum, ...] = ()
    kind: str = "goods"


@dataclass(frozen=True, slots=True)
class Picture:
    """The code of a bank transfer, shown by its content id; `payload` are its facts as JSON."""

    content_id: str
    payload: str
    caption: str
    kind: str = "picture"


@dataclass(frozen=True, slots=True)
class Small:
    """Small print."""

    text: str
    kind: str = "small"


Block = Words | Title | Button | Facts | Goods | Picture | Small


@dataclass(frozen=True, slots=True)
class Message:
    """What a mail says, in the language that was active when it was made."""

    subject: str = field(repr=False)
    name: str = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def pictures(self) -> tuple[tuple[str, str], ...]:
        """Return the codes to send along."""
        return tuple(
            (block.content_id, block.payload) for block in self.blocks if isinstance(block, Picture)
        )


def greeting(name: str) -> str:
    """Return how a mail begins."""
    return _("Hello %(name)s,") % {"name": name} if name else _("Hello,")


def as_text(message: Message, sender: Company) -> str:
    """Return the message as plain text, wrapped for reading."""
    parts = [_wrapped(greeting(message.name)), *map(_block_as_text, message.blocks)]
    parts += ["\n".join(signature(sender))]
    return "\n\n".join(part for part in parts if part) + "\n"


def as_html(message: Message, sender: Company) -> str:
    """Return the message as HTML that every mail program shows: tables and inline styles."""
    return render_to_string(
        "desk/mails/message.html",
        {
            "message": message,
            "greeting": greeting(message.name),
            "company": sender,
            "signature": signature(sender),
            "look": theme().look,
            "language": translation.get_language(),
        },
    )


def signature(sender: Company) -> tuple[str, ...]:
    """Return who writes: what § 5 DDG and § 35a GmbHG want on every business letter."""
    reach = " · ".join(part for part in (sender.phone, sender.email, sender.website) if part)
    directors = sender.managing_directors
    register = ", ".join(
        part
        for part in (
            sender.register_entry,
            _("Managing director: %(names)s") % {"names": directors} if directors else "",
            _("VAT ID: %(vat_id)s") % {"vat_id": sender.vat_id} if sender.vat_id else "",
        )
        if part
    )
    place = ", ".join(part for part in (sender.street, f"{sender.postcode} {sender.town}") if part)
    return tuple(line for line in (sender.name, place, reach, register) if line.strip())


def _block_as_text(block: Block) -> str:
    if isinstance(block, Words | Small):
        return _wrapped(block.text)
    if isinstance(block, Title):
        return f"{block.text}\n{'-' * len(block.text)}"
    if isinstance(block, Button):
        return f"{block.label}:\n{block.url}"
    if isinstance(block, Facts):
        return "\n".join(f"{label}: {_beneath(value)}" for label, value in block.rows)
    if isinstance(block, Goods):
        return "\n".join(_goods_as_text(block))
    return ""


def _goods_as_text(block: Goods) -> Iterable[str]:
    for quantity, name, amount in block.lines:
        yield f"{quantity} x {name}".ljust(WIDTH - 14) + amount.rjust(14)
    if block.sums:
        yield "-" * WIDTH
    for line in block.sums:
        yield line.label.ljust(WIDTH - 14) + line.amount.rjust(14)


def _beneath(value: str) -> str:
    return value.replace("\n", "\n  ")


def _wrapped(text: str) -> str:
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )
