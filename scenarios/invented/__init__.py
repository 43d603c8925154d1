"""Invented clients as playable scenarios: a client code gives a complete scenario, the same on every machine.

Everything is drawn by addressed luck from the joint distribution of `population.yaml` and worded from the patterns in
`content/invented`. Raise `version` in `content/invented/frame.yaml` when patterns change: codes then mean new clients.
"""
