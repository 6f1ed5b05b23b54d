"""What commands say on a terminal, laid out; in a pipe the same is said by `exam.cli.output`."""
