"""The inputs as Streamlit draws them."""
