"""Rounds of signing: the text that is signed, and a seat for each partner

Revision: 0008, after 0007
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

STRING = sqlmodel.sql.sqltypes.AutoString()
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('agreement_signing_round',
    sa.Column('id', STRING, nullable=False),
    sa.Column('key', STRING, nullable=False),
    sa.Column('agreement_id', STRING, nullable=False),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('text_sha256', STRING, nullable=False),
    sa.Column('pages', sa.JSON(), nullable=False),
    sa.Column('status_before', STRING, nullable=False),
    sa.Column('person_id', STRING, nullable=False),
    sa.Column('opened_at', INSTANT, nullable=False),
    sa.Column('outcome', STRING, nullable=False),
    sa.Column('reason', STRING, nullable=False),
    sa.Column('closed_at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_signing_round_agreement_id_versioned_document')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_signing_round_person_id_person')),
    sa.ForeignKeyConstraint(['text_sha256'], ['stored_file.sha256'], name=op.f('fk_agreement_signing_round_text_sha256_stored_file')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_agreement_signing_round')),
    sa.UniqueConstraint('agreement_id', 'key', name='uq_agreement_signing_round_key')
    )
    with op.batch_alter_table('agreement_signing_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_signing_round_agreement_id'), ['agreement_id'], unique=False)

    op.create_table('agreement_signing_seat',
    sa.Column('round_id', STRING, nullable=False),
    sa.Column('partner', STRING, nullable=False),
    sa.Column('turn', sa.Integer(), nullable=False),
    sa.Column('invitation_id', STRING, nullable=True),
    sa.Column('state', STRING, nullable=False),
    sa.Column('way', STRING, nullable=False),
    sa.Column('person_id', STRING, nullable=True),
    sa.Column('language', STRING, nullable=False),
    sa.Column('paper_day', sa.Date(), nullable=True),
    sa.Column('attachment_id', STRING, nullable=True),
    sa.Column('reason', STRING, nullable=False),
    sa.Column('at', INSTANT, nullable=True),
    sa.ForeignKeyConstraint(['attachment_id'], ['attachment.id'], name=op.f('fk_agreement_signing_seat_attachment_id_attachment')),
    sa.ForeignKeyConstraint(['invitation_id'], ['agreement_invitation.id'], name=op.f('fk_agreement_signing_seat_invitation_id_agreement_invitation')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_agreement_signing_seat_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['agreement_signing_round.id'], name=op.f('fk_agreement_signing_seat_round_id_agreement_signing_round')),
    sa.PrimaryKeyConstraint('round_id', 'partner', name=op.f('pk_agreement_signing_seat'))
    )
    with op.batch_alter_table('agreement_signing_seat', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_signing_seat_invitation_id'), ['invitation_id'], unique=False)


def downgrade() -> None:
    op.drop_table('agreement_signing_seat')
    op.drop_table('agreement_signing_round')
