"""Practice against the standards: every check says what was expected, what was found, and on which lines it rests."""
