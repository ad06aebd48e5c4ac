from __future__ import annotations

import pytest

from devkit import ROOMS, serve
from tests.tidy.house import ROOMS as HOUSE


def test_the_web_service_takes_its_size_from_the_environment() -> None:
    argv = serve.web({"PORT": "9000", "WEB_HOST": "0.0.0.0", "WEB_PROCESSES": "3"})
    said = " ".join(argv)
    assert "--host 0.0.0.0 --port 9000 --workers 3" in said


def test_a_service_nobody_knows_is_refused() -> None:
    with pytest.raises(SystemExit, match=r"web\|worker\|beat\|migrate"):
        serve.main(["cook"])


def test_dev_py_knows_every_room() -> None:
    assert set(ROOMS) == set(HOUSE)
