"""Writers of questions in other formats, a file each: a writer gets an `Outgoing` and gives a `Written`."""
