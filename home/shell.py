"""Streamlit entry script: frame, guard, navigation. Runs at every rerun before the chosen page."""

from home import frame

page = frame.open_frame()
page.run()
