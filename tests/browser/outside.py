"""What stands on a page outside the marks ⟦ and ⟧ of the language that nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from sim.scenario.files.shipped import shipped_names
from sim.scenario.loading import load

OUTSIDE = """() => {
  const found = [], attributes = ['title', 'alt', 'aria-label', 'placeholder', 'aria-description'];
  const skipped = 'code, pre, script, style, [translate=no], [data-testid=stIconMaterial], [data-testid=stToolbar], '
    + '[data-testid=stFileUploaderDropzone], [data-testid=InputInstructions], [data-testid=stElementToolbar], '
    + '[data-testid=stHeaderActionElements], .st-key-history, .st-key-event';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element || element.closest(skipped)) continue;
    if (node.nodeType === Node.TEXT_NODE) {
      const block = element.closest('p, li, h1, h2, h3, h4, td, th, label, button, a, summary, text, div');
      const gap = block?.matches('text') ? ' ' : '';  // between the lines of a text in a chart
      const lines = [...block?.childNodes ?? []].map(one => one.textContent).join(gap);
      if (block && !found.some(one => one[0] === block)) found.push([block, 'text', lines]);
    } else {
      for (const name of attributes)
        if (element.hasAttribute(name)) found.push([null, name, element.getAttribute(name)]);
    }
  }
  return found.filter(one => one[2]).map(one => [one[1], one[2]]);
}"""
WORD = re.compile(r"[A-Za-z]{2,}")
IDENTIFIER = re.compile(r"\b\w*_\w*\b")  # of a case or a value, as files have it
INNERMOST = re.compile(r"⟦[^⟦⟧]*(⟧|…$)")  # a long label is cut
STREAMLITS = re.compile(  # its own words, which an app cannot translate
    r"Press Enter to (apply|submit)|Selected values|Drag and drop file here|Browse files|Upload|\d+MB|Limit|per file"
    r"|open in new tab|Close|Select|Clear|all|Choose options|No results|Search|Fullscreen|View fullscreen"
    r"|Download as CSV|Show/hide|columns|Increment|Decrement|Main menu|Skip( to main content| to page names)?"
    r"|Link to heading|Help for|Copy to clipboard|Remove|App pages|\d+ [A-Z][a-z]{2} \d{4}|Choose an option"
    r"|(Collapse|Expand) sidebar|Sidebar|^[XY]-axis .*|^(Symbol|Gradient|Discrete) legend .*"
)


def outside(text: str) -> str:
    """A text without what stands between marks, the innermost first."""
    while INNERMOST.search(text):
        text = INNERMOST.sub(" ", text)
    return text


@cache
def names() -> frozenset[str]:
    """Words that are names: of places, sides, observers, sources, units of files; a catalogue has no use for them."""
    found = {"Salient", "km", "CSV", "JSON", "PNG", "YAML", "Parquet", "PDF", "Word", "DeepState", "ISW"}
    for name in shipped_names():
        loaded = load(name)
        found |= set(re.findall(r"[A-Za-z]+", " ".join(_names(loaded))))
    return frozenset(found)


def _names(loaded: object) -> Iterator[str]:
    scenario, theatre = loaded.scenario, loaded.theatre  # type: ignore[attr-defined]
    yield loaded.name  # type: ignore[attr-defined]
    yield from (scenario.sides.holder, scenario.sides.attacker, theatre.name, *theatre.axes)
    yield from (one.name for one in (*theatre.settlements, *theatre.routes))
    yield from (one.observer for one in loaded.sights())  # type: ignore[attr-defined]


def left_over(found: Iterable[tuple[str, str]]) -> list[str]:
    """Texts in which a word stands outside the marks that is no name."""
    known = names()
    bare = ((kind, IDENTIFIER.sub(" ", STREAMLITS.sub(" ", outside(text)))) for kind, text in found)
    return sorted({f"{kind}: {text.strip()}" for kind, text in bare if set(WORD.findall(text)) - known})
