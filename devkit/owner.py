"""Who runs the embedded servers: PostgreSQL refuses to be root, so root lends it `nobody`."""

from __future__ import annotations

import os
import pwd
import stat
from dataclasses import dataclass
from pathlib import Path


class UnsafeFolder(RuntimeError):
    """A folder at a name we use belongs to somebody else."""


@dataclass(frozen=True)
class Owner:
    """The user an embedded server runs as."""

    uid: int
    gid: int
    switch: bool

    def reaches(self, path: Path) -> bool:
        """Say whether this user can walk down to `path`; true when no switch of user is needed."""
        if not self.switch:
            return True
        folders = [folder for folder in (path, *path.parents) if folder.is_dir()]
        return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)

    def take(self, folder: Path) -> None:
        """Make `folder` and all below it this user's own, closed to others."""
        if self.switch and folder.stat().st_uid != self.uid:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.uid, self.gid, follow_symlinks=False)
        folder.chmod(0o700)

    def become(self) -> None:
        """Drop to this user; called in the child between fork and exec."""
        if self.switch:
            os.setgroups([])
            os.setgid(self.gid)
            os.setuid(self.uid)


def server_owner() -> Owner:
    """Choose the user that embedded PostgreSQL runs as."""
    if os.geteuid() != 0:
        return Owner(uid=os.geteuid(), gid=os.getegid(), switch=False)
    nobody = pwd.getpwnam("nobody")
    return Owner(uid=nobody.pw_uid, gid=nobody.pw_gid, switch=True)


def private_folder(folder: Path, *, mode: int = 0o700) -> Path:
    """Make `folder` in a place others can write to, and refuse one that others prepared.

    Raises: UnsafeFolder — it is a link, or it belongs neither to us nor to the server's user.
    """
    folder.mkdir(mode=mode, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {os.geteuid(), server_owner().uid}:
        raise UnsafeFolder(f"{folder} belongs to somebody else. Remove it, or set TMPDIR.")
    return folder
