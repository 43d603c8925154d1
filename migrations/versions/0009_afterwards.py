"""Later documents, monitoring entries and yearly reflection of signed agreements

Revision: 0009, after 0008
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agreement_entry',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('item', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('day', sa.Date(), nullable=False),
    sa.Column('value', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('corrects', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_entry_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_entry_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_entry')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_entry_key'),
    sa.UniqueConstraint('corrects', name=op.f('uq_agreement_entry_corrects'))
    )
    with op.batch_alter_table('agreement_entry', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_entry_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_later_document',
    sa.Column('document_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_later_document_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['document_id'], ['versioned_document.id'], name=op.f('fk_agreement_later_document_document_id_versioned_document')),
    sa.PrimaryKeyConstraint('document_id', name=op.f('pk_agreement_later_document'))
    )
    with op.batch_alter_table('agreement_later_document', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_later_document_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_year',
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('body', sa.JSON(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_year_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_year_person_id_person')),
    sa.PrimaryKeyConstraint('agreement_id', 'year', name=op.f('pk_agreement_year'))
    )
