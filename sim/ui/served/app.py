"""The app as `salient app` serves it. Imported it is the server's; run as a script it is a page."""

from streamlit import App

if __name__ == "__main__":
    from sim.ui.main import main

    main()
else:
    from sim.ui.server import parts

    app = App(__file__, **parts())
