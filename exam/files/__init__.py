"""The other files of ours: config.toml and themes, attempts as a file, the report page; where they are, how written."""
