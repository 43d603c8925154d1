"""Streamlit entry script: frame, guard, navigation, and the chosen page. Runs at every rerun."""

from home import frame

frame.show()
