"""A town that lives for a fortnight through the services, by a clock that is moved."""
