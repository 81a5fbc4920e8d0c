"""Chains: a pure function of what is published. It never writes the ledger."""
