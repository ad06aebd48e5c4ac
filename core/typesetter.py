"""The process that sets one paper: `python -m core.typesetter` reads JSON and writes a PDF."""

from __future__ import annotations

import json
import resource
import sys
from typing import Any

CPU_SECONDS = 20
MEMORY_BYTES = 3 * 1024**3


def set_paper(order: dict[str, Any]) -> bytes:
    """Compile an order of `core.typesetting`; see there."""
    import typst  # noqa: PLC0415 — nothing but this short-lived process may ever load it

    compile_files: Any = typst.compile  # its stubs do not know of several files yet

    def compiled(standards: list[str]) -> bytes:
        done: bytes = compile_files(
            texts,
            sys_inputs={"data": order["data"]},
            ignore_system_fonts=True,
            pdf_standards=standards,
            timestamp=order["timestamp"],
        )
        return done

    sources = {name: text.encode() for name, text in order["templates"].items()}
    main, *others = sources
    texts = {"main": sources[main], **{name: sources[name] for name in others}}
    try:
        return compiled(["a-3b"])
    except typst.TypstError as problem:
        # Archives want a glyph for every sign. A name in a script our fonts lack must not keep
        # somebody from their invoice: it is set with empty boxes, outside the archive standard.
        if "could not be displayed" not in str(problem):
            raise
        return compiled([])


def main() -> None:
    """Set the paper on standard input, within limits of its own."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    order = json.load(sys.stdin)
    try:
        done = set_paper(order)
    except Exception as problem:  # noqa: BLE001 — a compiler's message may quote what people wrote
        sys.exit(type(problem).__name__)
    sys.stdout.buffer.write(done)


if __name__ == "__main__":
    main()
