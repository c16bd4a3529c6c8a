"""The demo: invented people, a year of their work, and bigger synthetic populations."""
