"""Read a stranger's XML into a small tree: no document type, no entities, no surprises of size.

Every known attack on XML parsers (entity bombs, foreign files, foreign addresses) begins with a
document type declaration; a bank's message has none, so one is reason enough to refuse the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_BYTES = 30_000_000
MAX_DEPTH = 40
MAX_NODES = 2_000_000


class XmlRefused(Exception):
    """The bytes are no XML that is read here; `fault` says why, nothing is quoted."""

    def __init__(self, fault: str, line: int = 0) -> None:
        super().__init__(fault)
        self.fault, self.line = fault, line


@dataclass(slots=True)
class Node:
    """An element. Its name is without the root's namespace; a foreign one keeps its own."""

    name: str
    attributes: dict[str, str]
    children: list[Node] = field(default_factory=list)
    text: str = ""

    def all(self, path: str) -> Iterator[Node]:
        """Yield the descendants at a path like "NtryDtls/TxDtls"."""
        name, _slash, rest = path.partition("/")
        for child in self.children:
            if child.name == name:
                yield from child.all(rest) if rest else (child,)

    def first(self, *paths: str) -> Node | None:
        """Return the first descendant at the first of the paths that leads somewhere."""
        return next((found for path in paths for found in self.all(path)), None)

    def word(self, *paths: str) -> str:
        """Return the text at the first of the paths that has one, in single spaces."""
        texts = (" ".join(found.text.split()) for path in paths for found in self.all(path))
        return next(filter(None, texts), "")


def read_xml(content: bytes) -> tuple[str, Node]:
    """Return the namespace and the root of a message.

    Raises: XmlRefused — too large, no XML, a document type, or nested beyond reason.
    """
    if len(content) > MAX_BYTES:
        raise XmlRefused("too_large")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="}")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(content, True)
    except expat.ExpatError as wrong:
        raise XmlRefused("not_xml", wrong.lineno) from None
    except (LookupError, ValueError):
        # An encoding that this machine does not know.
        raise XmlRefused("not_xml") from None
    assert builder.root is not None
    return builder.namespace, builder.root


class _Builder:
    """Build the tree as the parser goes."""

    def __init__(self) -> None:
        self.namespace = ""
        self.root: Node | None = None
        self.open: list[Node] = []
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        self.count += 1
        if len(self.open) >= MAX_DEPTH or self.count > MAX_NODES:
            raise XmlRefused("too_large")
        namespace, _sign, name = tag.rpartition("}")
        if self.root is None:
            self.namespace = namespace
        node = Node(name if namespace == self.namespace else tag, attributes)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.root = node
        self.open.append(node)

    def end(self, _tag: str) -> None:
        """Close the element."""
        self.open.pop()

    def data(self, text: str) -> None:
        """Keep what stands between the tags of the element."""
        self.open[-1].text += text


def _refuse_doctype(*_declared: object) -> None:
    raise XmlRefused("has_doctype")
