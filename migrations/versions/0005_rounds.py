"""Rounds of assessment: partners, seats, invitations, evidence, three lenses

Revision: 0005, after 0004
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

STRING = sqlmodel.sql.sqltypes.AutoString()
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.add_column(sa.Column('series_id', STRING, nullable=False, server_default=''))
        batch_op.add_column(sa.Column('number', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('compare', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('closed_at', INSTANT, nullable=True))
    # every assessment so far is the first round of its own series
    op.execute("update assessment set series_id = id")
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        for name in ('series_id', 'number', 'compare'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_index(batch_op.f('ix_assessment_series_id'), ['series_id'], unique=False)

    with op.batch_alter_table('rating', schema=None) as batch_op:
        for name in ('agreed', 'practised', 'works'):
            batch_op.add_column(sa.Column(name, sa.Integer(), nullable=True))

    op.create_table('assessment_partner',
    sa.Column('id', STRING, nullable=False),
    sa.Column('assessment_id', STRING, nullable=False),
    sa.Column('name', STRING, nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessment_partner_assessment_id_assessment')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_partner'))
    )
    with op.batch_alter_table('assessment_partner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_partner_assessment_id'), ['assessment_id'], unique=False)

    op.create_table('assessment_seat',
    sa.Column('assessment_id', STRING, nullable=False),
    sa.Column('person_id', STRING, nullable=False),
    sa.Column('partner_id', STRING, nullable=True),
    sa.Column('key', STRING, nullable=True),
    sa.Column('guest', sa.Boolean(), nullable=False),
    sa.Column('joined_at', INSTANT, nullable=False),
    sa.Column('finished_at', INSTANT, nullable=True),
    sa.Column('erased_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessment_seat_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['partner_id'], ['assessment_partner.id'], name=op.f('fk_assessment_seat_partner_id_assessment_partner')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assessment_seat_person_id_person')),
    sa.PrimaryKeyConstraint('assessment_id', 'person_id', name=op.f('pk_assessment_seat')),
    sa.UniqueConstraint('key', name=op.f('uq_assessment_seat_key'))
    )
    with op.batch_alter_table('assessment_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_seat_person_id'), ['person_id'], unique=False)
    # who may answer an assessment has had a seat all along
    op.execute(
        "insert into assessment_seat (assessment_id, person_id, guest, joined_at) "
        "select a.id, g.person_id, false, a.created_at from assessment a "
        "join access_grant g on g.object_id = a.id and g.kind = 'assessment' and g.level >= 2"
    )

    op.create_table('assessment_invitation',
    sa.Column('id', STRING, nullable=False),
    sa.Column('assessment_id', STRING, nullable=False),
    sa.Column('partner_id', STRING, nullable=False),
    sa.Column('token_hash', STRING, nullable=False),
    sa.Column('made_at', INSTANT, nullable=False),
    sa.Column('expires_at', INSTANT, nullable=False),
    sa.Column('revoked_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessment_invitation_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['partner_id'], ['assessment_partner.id'], name=op.f('fk_assessment_invitation_partner_id_assessment_partner')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_invitation')),
    sa.UniqueConstraint('token_hash', name=op.f('uq_assessment_invitation_token_hash'))
    )
    with op.batch_alter_table('assessment_invitation', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_invitation_assessment_id'), ['assessment_id'], unique=False)

    op.create_table('assessment_evidence',
    sa.Column('id', STRING, nullable=False),
    sa.Column('assessment_id', STRING, nullable=False),
    sa.Column('item_id', STRING, nullable=False),
    sa.Column('person_id', STRING, nullable=False),
    sa.Column('sha256', STRING, nullable=False),
    sa.Column('name', STRING, nullable=False),
    sa.Column('owner', STRING, nullable=False),
    sa.Column('expires_on', sa.Date(), nullable=True),
    sa.Column('added_at', INSTANT, nullable=False),
    sa.ForeignKeyConstraint(['assessment_id'], ['assessment.id'], name=op.f('fk_assessment_evidence_assessment_id_assessment')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_assessment_evidence_person_id_person')),
    sa.ForeignKeyConstraint(['sha256'], ['stored_file.sha256'], name=op.f('fk_assessment_evidence_sha256_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_assessment_evidence'))
    )
    with op.batch_alter_table('assessment_evidence', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_assessment_evidence_assessment_id'), ['assessment_id'], unique=False)


def downgrade() -> None:
    for name in ('assessment_evidence', 'assessment_invitation', 'assessment_seat', 'assessment_partner'):
        op.drop_table(name)
    with op.batch_alter_table('rating', schema=None) as batch_op:
        for name in ('agreed', 'practised', 'works'):
            batch_op.drop_column(name)
    with op.batch_alter_table('assessment', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_assessment_series_id'))
        for name in ('series_id', 'number', 'compare', 'closed_at'):
            batch_op.drop_column(name)
