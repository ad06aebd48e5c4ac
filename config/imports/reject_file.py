"""The rows an import did not take, each with its line number and the reason."""

from __future__ import annotations

import csv
from pathlib import Path
from types import TracebackType
from typing import TextIO

from django.utils.translation import gettext as _

from config.imports.orders_csv import BadRow
from core.errors import Invalid

_HEADER = "line,reason,row"


class NoPlaceForRejects(Invalid):
    """The reject file cannot be written there, or would overwrite something else."""

    code = "imports.no_place_for_rejects"


class RejectFile:
    """Writes bad rows beside the final name and puts the file in place when the reading is over.

    A file without bad rows leaves no reject file, and removes that of an earlier import.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._part = path, path.with_name(path.name + ".part")
        self._stream: TextIO | None = None
        self.count = 0
        _insist_on_reject_file(path)

    def add(self, row: BadRow) -> None:
        """Keep one bad row.

        Raises: NoPlaceForRejects — with the first one, where nothing can be written.
        """
        if self._stream is None:
            self._stream = self._begun()
        csv.writer(self._stream).writerow((row.line, row.reason, row.text))
        self.count += 1

    def __enter__(self) -> RejectFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if self._stream is not None:
            self._stream.close()
            if kind is None:
                self._part.replace(self._path)
            else:
                self._part.unlink(missing_ok=True)
        elif kind is None:
            self._path.unlink(missing_ok=True)

    def _begun(self) -> TextIO:
        try:
            stream = self._part.open("w", encoding="utf-8", newline="")
        except OSError as error:
            hint = _("Cannot write the reject file %(path)s: %(why)s. Name another with --reject.")
            said = {"path": self._path, "why": error.strerror}
            raise NoPlaceForRejects(hint % said) from None
        stream.write(_HEADER + "\r\n")
        return stream


def _insist_on_reject_file(path: Path) -> None:
    """Refuse to overwrite a file that is no reject file, such as the orders themselves."""
    if not path.exists():
        return
    with path.open("rb") as stream:
        if stream.read(len(_HEADER)) != _HEADER.encode():
            hint = _("%(path)s is no reject file; it stays. Name another with --reject.")
            raise NoPlaceForRejects(hint % {"path": path})
