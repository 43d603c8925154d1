"""What can be done with agreements beyond drafting, one module per verb."""
