"""Streamlit helpers that every room's pages share; the only part of `studio` that imports Streamlit."""
