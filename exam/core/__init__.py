"""What an exam is: values and pure functions. No file, no clock, no screen, no unseeded randomness."""
