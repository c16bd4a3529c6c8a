"""The week plan: prices, exact client patterns, a first plan, polish, certificate and reasons."""
