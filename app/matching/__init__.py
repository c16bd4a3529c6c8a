"""The matcher: who fits, in words. Pure: facts in, reasons out; no database, no Flask, no clock."""
