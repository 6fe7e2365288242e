// Runs in the page: when was a slider released, when was each chart drawn, when did refined numbers arrive.
// The first answer is what is drawn after the address has changed and before the line under the title tells of more
// runs than the first answer has. Where refined numbers overtake it, they are the first that is drawn, and count.
(quickRuns) => {
  const CHART = '[data-testid="stVegaLiteChart"]';
  const CAPTION = '[data-testid="stCaptionContainer"]';
  const RUNS = /([\d,]+) paired runs/;
  const seen = { released: 0, address: '', moved: false, refined: null, drawn: new Map(), shown: new Map() };
  window.salient = seen;

  const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
  const hasPicture = (node) =>
    node.nodeType === Node.ELEMENT_NODE && (node.tagName === 'svg' || node.querySelector('svg.marks') !== null);

  const chartOf = (change) => {
    const place = element(change.target);
    const chart = place && place.closest(CHART);
    return chart && (place.closest('svg') || [...change.addedNodes].some(hasPicture)) ? chart : null;
  };
  const tellsOfMore = (change) => {
    const places = [change.target, ...change.addedNodes].map(element).filter(Boolean);
    return places.some((place) => {
      const caption = place.closest(CAPTION) || place.querySelector(CAPTION);
      const runs = caption && RUNS.exec(caption.textContent);
      return Boolean(runs) && Number(runs[1].replaceAll(',', '')) > quickRuns;
    });
  };
  const note = (changes) => {
    const now = performance.now();
    if (!seen.moved && seen.released && location.href !== seen.address) seen.moved = true;
    for (const change of changes) {
      const chart = chartOf(change);
      if (chart && !seen.shown.has(chart)) seen.shown.set(chart, now);
      if (!seen.moved || seen.refined !== null) continue;
      if (chart) seen.drawn.set(chart, now);
      else if (seen.drawn.size > 0 && tellsOfMore(change)) seen.refined = now;
    }
  };
  const release = () =>
    Object.assign(seen, { released: performance.now(), address: location.href, moved: false, refined: null, drawn: new Map() });

  new MutationObserver(note).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  window.addEventListener('pointerup', release, true);
  window.addEventListener('keyup', release, true);
  seen.lastDrawn = () => Math.max(...seen.drawn.values());
  seen.firstAnswerIsThere = (quiet) =>
    seen.drawn.size > 0 && (seen.refined !== null || performance.now() - seen.lastDrawn() > quiet);
}
