"""The script that `salient app` serves, in a folder of its own.

Streamlit takes a folder `pages` beside the script for pages of its own making, and puts the script's folder on
the import path.
"""
