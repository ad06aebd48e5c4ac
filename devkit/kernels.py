"""Compile the kernels into an image, so that no worker compiles them: `python -m devkit.kernels`.

NUMBA_CACHE_DIR says where they are put, and NUMBA_CPU_NAME=generic makes them fit every machine.
"""

from __future__ import annotations

import subprocess
import sys

from devkit.build import ROOT
from devkit.production import environment


def main() -> None:
    """Run the command as in production, without any server."""
    command = [sys.executable, "-m", "django", "compile_kernels"]
    subprocess.run(command, cwd=ROOT, env=environment(), check=True)


if __name__ == "__main__":
    main()
