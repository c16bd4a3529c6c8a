"""What every audience stands on."""
