"""Scenarios written in the browser: editions offered to everybody, YAML in the making

Revision: 0004, after 0003
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('scenario_edition',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('draft_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('package', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('withdrawn_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['draft_id'], ['versioned_document.id'], name=op.f('fk_scenario_edition_draft_id_versioned_document')),
    sa.ForeignKeyConstraint(['package'], ['practice_snapshot.hash'], name=op.f('fk_scenario_edition_package_practice_snapshot')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_scenario_edition_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_scenario_edition')),
    sa.UniqueConstraint('draft_id', 'number', name=op.f('uq_scenario_edition_draft_id'))
    )
    with op.batch_alter_table('scenario_edition', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_scenario_edition_draft_id'), ['draft_id'], unique=False)

    op.create_table('scenario_pending',
    sa.Column('draft_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['draft_id'], ['versioned_document.id'], name=op.f('fk_scenario_pending_draft_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_scenario_pending_person_id_person')),
    sa.PrimaryKeyConstraint('draft_id', 'person_id', name=op.f('pk_scenario_pending'))
    )
