"""What every test gets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings
from pytest_django import DjangoDbBlocker

from tests import migrated_rows

# A kernel is compiled at its first call, and the machine may be shared: no case fails for its time.
settings.register_profile("vinea", deadline=None)
settings.load_profile("vinea")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Give every transactional test the tables as the migrations left them."""
    migrated_rows.install()
    with django_db_blocker.unblock():
        migrated_rows.remember()
    yield
    migrated_rows.uninstall()


@pytest.fixture(autouse=True)
def _refusals_are_read_in_english() -> Iterator[None]:
    """Messages are compared in the source's language, whatever catalogues are compiled."""
    with translation.override("en"):
        yield
