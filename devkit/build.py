"""Make what an image needs beside the source: translations, style sheet, collected static files.

`python -m devkit.build`
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from devkit import ROOMS, messages, styles
from devkit.production import environment
from devkit.stage import packages

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Build everything; the first failure ends it."""
    messages.compile_all(ROOT, ROOMS)
    command = styles.build_command(ROOT, packages())
    subprocess.run([str(part) for part in command.argv], cwd=ROOT, check=True)
    collect = [sys.executable, "-m", "django", "collectstatic", "--no-input", "--verbosity", "1"]
    subprocess.run(collect, cwd=ROOT, env=environment(), check=True)


if __name__ == "__main__":
    main()
