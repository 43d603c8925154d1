"""What each deed does to a case; a move checks everything before it changes anything."""
