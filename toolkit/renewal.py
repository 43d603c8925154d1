"""What a newer version of an instrument changes, by the ids of its requirements."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.instrument import Instrument, InstrumentWords, NodeId
from toolkit.mapping import Confidence, Link, Relation


@dataclass(frozen=True)
class Renewal:
    """Requirements by what became of them; each in the order of the version it is taken from."""

    same: tuple[NodeId, ...]
    reworded: tuple[NodeId, ...]
    """The id stayed; wording, levels or scale did not."""
    new: tuple[NodeId, ...]
    gone: tuple[NodeId, ...]

    @property
    def anything(self) -> bool:
        return bool(self.reworded or self.new or self.gone)

    def links(self) -> tuple[Link, ...]:
        """How answers go over: the same id asks the same, less surely where it was worded anew."""
        sure = dict.fromkeys(self.same, Confidence.HIGH) | dict.fromkeys(self.reworded, Confidence.MEDIUM)
        return tuple(
            Link(source=node_id, target=node_id, relation=Relation.EQUAL, confidence=confidence)
            for node_id, confidence in sure.items()
        )


def renewal(
    before: Instrument, words_before: InstrumentWords, after: Instrument, words_after: InstrumentWords
) -> Renewal:
    """The later version held against the earlier one."""
    earlier = {node.id: node for node in before.items()}
    later = {node.id: node for node in after.items()}

    def same(node_id: NodeId) -> bool:
        if earlier[node_id].prompt != later[node_id].prompt:
            return False
        if not later[node_id].prompt and before.scale != after.scale:
            return False
        return words_before.nodes[node_id] == words_after.nodes[node_id]

    stayed = [node_id for node_id in later if node_id in earlier]
    return Renewal(
        same=tuple(filter(same, stayed)),
        reworded=tuple(node_id for node_id in stayed if not same(node_id)),
        new=tuple(node_id for node_id in later if node_id not in earlier),
        gone=tuple(node_id for node_id in earlier if node_id not in later),
    )
