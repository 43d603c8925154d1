"""What a run is looked at afterwards: practice, outcome, growth, and the words for them."""
