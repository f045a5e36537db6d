"""The ledger: one file of reports, claims, judgements and their history, behind the narrow `Store` protocol."""
