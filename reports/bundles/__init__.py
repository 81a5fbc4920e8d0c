"""Bundles: a chain or a briefing with its evidence and proofs, which a stranger checks without this project."""
