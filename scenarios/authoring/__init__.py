"""Writing scenarios: the draft and what it lacks, trying a sentence, files in and out. Knows no database."""
