"""Banks, papers and attempts written to files."""
