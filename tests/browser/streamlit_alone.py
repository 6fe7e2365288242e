"""Streamlit without Salient, in the project's colours: what `axe.STREAMLITS` excuses must be found here too."""

import streamlit as st

st.title("Streamlit alone")
st.multiselect("Chosen", ["One", "Two"], default=["One"])
st.popover("More", type="tertiary").write("Inside")
