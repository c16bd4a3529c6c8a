"""Weeks to plan, made up by rule and seed, for the benchmarks and their guards."""
