"""The app: choose scenarios, move sliders, read answers; numbers, words and pictures come from below.

`main` draws a page, `server` answers the browser; neither is imported here, so that a server answers before the model
is loaded.
"""
