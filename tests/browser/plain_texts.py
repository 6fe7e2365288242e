"""Streamlit's own elements with a hostile text made plain: nothing but text may come of it."""

import streamlit as st

from sim.report.words.markdown import code, plain, shown

TEXTS = [
    "zq :material/home: :smile: :100: :streamlit: :red[zq] :rainbow -> zq -- zq",
    "[zq](http://zq.example) ![zq](http://zq.example/x.png) https://zq.example www.zq.example q@zq.org mailto:z@z.org",
    "<b>zq</b> *zq* $zq$ &lt; `zq` ~~zq~~",
    "# zq", "- zq", "1. zq", "---", "> zq", "| a | b |", "    zq", "===", "[^1]: zq", ":::zq",
]  # fmt: skip


def draw() -> None:
    st.title(plain(TEXTS[0]), anchor=False)
    for text in TEXTS:
        st.markdown(plain(text))
        st.caption(f"**{plain(text)}**")
        st.markdown(code(text))
    st.markdown("\n".join(f"- {plain(text)}" for text in TEXTS))
    st.table({"cell": [plain(text) for text in TEXTS]})
    st.checkbox(plain(TEXTS[1]))
    st.selectbox("choice", [shown(text) for text in TEXTS])
    st.button(plain(TEXTS[0]))
    st.warning(plain(TEXTS[1]))
    st.header("All is drawn", anchor=False)


if __name__ == "__main__":
    draw()
