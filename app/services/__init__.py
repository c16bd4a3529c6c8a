"""Use cases: one function per user action; each opens the one transaction."""
