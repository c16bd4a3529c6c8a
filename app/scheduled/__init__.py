"""Scheduled work: one table, one runner, in a process of its own."""
