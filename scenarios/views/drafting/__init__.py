"""The parts of the scenario editor; `scenarios/views/scenario.py` puts them together."""
