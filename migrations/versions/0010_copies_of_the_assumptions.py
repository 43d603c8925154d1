"""Copies of the assumptions

Revision: 0010, after 0009
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('practice_assumptions',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('purpose', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('positions', sa.JSON(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_practice_assumptions_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_practice_assumptions')),
    sa.UniqueConstraint('person_id', 'key', name=op.f('uq_practice_assumptions_person_id'))
    )
    with op.batch_alter_table('practice_assumptions', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_practice_assumptions_person_id'), ['person_id'], unique=False)

