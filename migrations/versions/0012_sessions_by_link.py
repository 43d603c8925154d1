"""Sessions by link

Revision: 0012, after 0011
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0012'
down_revision = '0011'
branch_labels = None
depends_on = None


def upgrade() -> None:
    # of the sessions before nobody knows any more; those are asked for the password
    with op.batch_alter_table('login_session', schema=None) as batch_op:
        batch_op.add_column(sa.Column('by_link', sa.Boolean(), nullable=False, server_default=sa.false()))
