"""What every page shares; the only Streamlit code outside the page scripts themselves."""
