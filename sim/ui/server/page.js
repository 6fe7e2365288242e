// Runs before Streamlit's own scripts, on every page. No text of a scenario or a reader comes here.
(() => {
  "use strict";
  const START = "START"; // put in by the server
  const SOON = 1500, AT_FIRST = 10000; // ms without a connection
  const HERE = ["localhost", "127.0.0.1", "[::1]"];
  const PHONE = matchMedia("(max-width: 767.98px)"); // as page.css has it
  const NAMES = '[data-testid="stTopNavLink"]', NAMES_ON_A_PHONE = ".st-key-page-names a";
  const OPEN = '[data-testid="stExpandSidebarButton"]', CLOSE = '[data-testid="stSidebarCollapseButton"] button';
  const BUTTON = 'button:enabled:not([data-testid="stTooltipIcon"] *)'; // not the one that explains
  const AGAIN = ".st-key-other-colours button";
  const STATE = "data-test-connection-state";
  const base = new URL("../", document.currentScript.src);

  // Else Streamlit looks for its server below the address of the page first, where there is none.
  window.__streamlit = { ...window.__streamlit, BACKEND_BASE_URL: base.href };

  const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

  const namesOfPages = () => document.querySelector(PHONE.matches ? NAMES_ON_A_PHONE : NAMES);

  // The names of the pages stand after the sidebar's thirty stops: a way to them comes first.
  document.addEventListener("DOMContentLoaded", () => {
    const nav = element("nav", ""), skip = element("button", "Skip to page names");
    nav.setAttribute("aria-label", "Skip");
    skip.id = "salient-skip";
    skip.type = "button";
    skip.addEventListener("click", () => namesOfPages()?.focus({ focusVisible: true }));
    nav.append(skip);
    document.body.prepend(nav);
  });

  // On a phone the sidebar is a sheet, and a button opens it; no server need be asked.
  const openInputs = () => document.querySelector(OPEN)?.click();
  const soon = (act) => requestAnimationFrame(() => requestAnimationFrame(act));

  addEventListener("click", (event) => {
    if (!event.target.closest?.(".st-key-change-inputs button")) return;
    event.preventDefault();
    event.stopPropagation();
    openInputs();
    soon(() => document.querySelector(CLOSE)?.focus({ focusVisible: true }));
  }, true);

  // An input that was asked for is marked by a style whose beginning is heard here: it is shown and has the focus.
  addEventListener("animationstart", (event) => {
    if (event.animationName !== "salient-sought") return;
    openInputs();
    soon(() => {
      event.target.scrollIntoView({ block: "center" });
      const first = event.target.querySelector("input:enabled") ?? event.target.querySelector(BUTTON);
      first?.focus({ focusVisible: true, preventScroll: true });
    });
  });

  // The server is gone: say so, and how to start it.
  let connected = false, waiting = 0, notice = null;

  const tell = () => {
    waiting = 0;
    if (notice) return;
    notice = element("div", "");
    notice.id = "salient-gone";
    notice.setAttribute("role", "alert");
    notice.dataset.reactAriaTopLayer = "true"; // an open dialog does not hide it
    const own = HERE.includes(location.hostname);
    notice.append(element("strong", "Salient was stopped, or cannot be reached."));
    if (own) notice.append(element("span", "Start it again in a terminal:"), element("code", START));
    else notice.append(element("span", "Ask whoever runs it here to start it again."));
    notice.append(element("span", "What you chose stands in the address; this page goes on by itself."));
    document.body.append(notice);
  };

  const changed = (state) => {
    if (state === "CONNECTED") {
      connected = true;
      clearTimeout(waiting);
      waiting = 0;
      notice?.remove();
      notice = null;
    } else if (!waiting && !notice) {
      waiting = setTimeout(tell, connected ? SOON : AT_FIRST);
    }
  };

  // Light became dark or the other way, by the system or the menu: charts, whose colours are drawn, are asked for again.
  let scheme = "", watched = null;

  const colours = new MutationObserver(() => {
    const now = getComputedStyle(watched).colorScheme;
    if (now === scheme) return;
    scheme = now;
    document.querySelector(AGAIN)?.click();
  });

  const watch = (app) => {
    if (app === watched) return;
    colours.disconnect();
    watched = app;
    scheme = getComputedStyle(app).colorScheme;
    colours.observe(app, { attributeFilter: ["class"] });
  };

  new MutationObserver((seen) => {
    const app = seen.at(-1).target;
    changed(app.getAttribute(STATE));
    watch(app);
  }).observe(document, { subtree: true, attributeFilter: [STATE] });
})();
