"""Plain HTTP routes beside the Streamlit pages, and the middleware in front of both."""
