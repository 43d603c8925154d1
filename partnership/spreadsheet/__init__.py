"""Tables of an agreement as spreadsheets: written for people who calculate, read back with care."""
