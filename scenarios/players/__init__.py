"""Players of known quality, who see what a trainee sees: they show whether the scoring ranks practice as it should."""
