"""Briefings: sentences with notes. It never writes the ledger."""
