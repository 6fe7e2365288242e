"""The app as `salient app` serves it."""

from sim.ui import main

if __name__ == "__main__":
    main()
