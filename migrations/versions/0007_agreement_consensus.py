"""Agreements among partners: invitations, positions, comments, proposals, votes, named versions

Revision: 0007, after 0006
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agreement_comment',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('section', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('path', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('quote', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('parent', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('resolved_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('resolved_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_comment_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_comment_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_comment')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_comment_key')
    )
    with op.batch_alter_table('agreement_comment', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_comment_agreement_id'), ['agreement_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_agreement_comment_parent'), ['parent'], unique=False)

    op.create_table('agreement_invitation',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('partner', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decides', sa.Boolean(), nullable=False),
    sa.Column('token_hash', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_invitation_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_invitation_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_invitation')),
    sa.UniqueConstraint('key', name=op.f('uq_agreement_invitation_key')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_agreement_invitation_token_hash'))
    )
    with op.batch_alter_table('agreement_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_invitation_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_look',
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_look_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_look_person_id_person')),
    sa.PrimaryKeyConstraint('agreement_id', 'person_id', name=op.f('pk_agreement_look'))
    )
    op.create_table('agreement_motion',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rule', sa.JSON(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('closed_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_motion_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_motion_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_motion')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_motion_key')
    )
    with op.batch_alter_table('agreement_motion', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_motion_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_proposal',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('section', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('changes', sa.JSON(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('author', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_proposal_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_proposal_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_proposal')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_proposal_key')
    )
    with op.batch_alter_table('agreement_proposal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_proposal_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_version',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_version_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_version_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_version')),
    sa.UniqueConstraint('agreement_id', 'name', name='uq_agreement_version_name')
    )
    with op.batch_alter_table('agreement_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_version_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_ballot',
    sa.Column('motion_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seat', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('choice', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['agreement_motion.id'], name=op.f('fk_agreement_ballot_motion_id_agreement_motion')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_ballot_person_id_person')),
    sa.PrimaryKeyConstraint('motion_id', 'seat', name=op.f('pk_agreement_ballot'))
    )
    op.create_table('agreement_guest',
    sa.Column('invitation_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('granted', sa.Boolean(), nullable=False),
    sa.Column('came_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['invitation_id'], ['agreement_invitation.id'], name=op.f('fk_agreement_guest_invitation_id_agreement_invitation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_guest_person_id_person')),
    sa.PrimaryKeyConstraint('invitation_id', 'person_id', name=op.f('pk_agreement_guest'))
    )
    with op.batch_alter_table('agreement_guest', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_guest_person_id'), ['person_id'], unique=False)

    op.create_table('agreement_note',
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_note_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_note_person_id_person')),
    sa.PrimaryKeyConstraint('agreement_id', 'person_id', 'place', name=op.f('pk_agreement_note'))
    )
    op.create_table('agreement_position',
    sa.Column('id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('section', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('partner', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('stance', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('counter', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('sender', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('attachment_id', sqlmodel.sql.sqltypes.AutoString(), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_position_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_agreement_position_attachment_id_attachment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_position_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_position')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_position_key')
    )
    with op.batch_alter_table('agreement_position', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_position_agreement_id'), ['agreement_id'], unique=False)

