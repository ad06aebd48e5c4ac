"""Ask the web service of this machine whether it is ready: `python -m devkit.probe 8000`."""

from __future__ import annotations

import http.client
import sys


def status(host: str, port: int, path: str) -> int:
    """Return the status the web service answers with; 0 when nobody answers."""
    line = http.client.HTTPConnection(host, port, timeout=5)
    try:
        line.request("GET", path)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return 0
    finally:
        line.close()


if __name__ == "__main__":
    sys.exit(status("127.0.0.1", int(sys.argv[1]), "/health/ready") != 200)
