"""The app: `streamlit run app.py`."""

from sim.ui import main

if __name__ == "__main__":
    main()
