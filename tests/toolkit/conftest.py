import pytest
from sqlmodel import SQLModel
from studio.database import engine
import toolkit.tables  # noqa


@pytest.fixture(autouse=True)
def _tables(request):
    if "actor" in request.fixturenames:
        request.getfixturevalue("fresh_database")
        SQLModel.metadata.create_all(engine())
