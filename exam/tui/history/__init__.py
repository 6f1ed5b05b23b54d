"""Every attempt so far."""
