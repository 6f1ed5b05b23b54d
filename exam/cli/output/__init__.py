"""What commands say: as text, as tables and as JSON."""
