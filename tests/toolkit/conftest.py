import pytest
from sqlmodel import SQLModel

import toolkit.tables  # noqa
from studio.database import engine


@pytest.fixture(autouse=True)
def _tables(request):
    if "actor" in request.fixturenames:
        request.getfixturevalue("fresh_database")
        SQLModel.metadata.create_all(engine())
