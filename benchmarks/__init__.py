"""Measurements; figures and commands are in docs/performance.md."""
