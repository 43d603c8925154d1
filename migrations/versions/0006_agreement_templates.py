"""Own templates of agreements that are offered to everybody

Revision: 0006, after 0005
"""

from __future__ import annotations

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agreement_template_offer',
    sa.Column('agreement_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('offered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['agreement_id'], ['versioned_document.id'], name=op.f('fk_agreement_template_offer_agreement_id_versioned_document')),
    sa.PrimaryKeyConstraint('agreement_id', name=op.f('pk_agreement_template_offer'))
    )
