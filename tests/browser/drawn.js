// Whether a page of the app is drawn and stands still: nothing in it changed for so many ms [still], counted anew with
// each call, and it was painted since. Words tell whether an answer is refined, where the page speaks English; of others
// the caller says whether charts belong to it [charted]. Asking costs little: no text is laid out, what was not drawn is
// not judged again before something changes, and frames are asked for at the end only.
([call, still, charted]) => {
  const drawn = () => {
    const app = document.querySelector('[data-testid=stApp]'), main = document.querySelector('[data-testid=stMain]');
    if (!app || !main || app.dataset.testScriptState !== 'notRunning' || !main.querySelector('h1')) return false;
    if (app.querySelector('[data-testid=stSkeleton], [data-testid=stSpinner]')) return false;
    const english = charted === null;
    const opens = /^The (model is being loaded|fast engine is being compiled)/; // by itself, once the server is prepared
    if (english && opens.test(main.querySelector('h1').textContent)) return false;
    const refined = english && ['/', '/outlook', '/compare'].includes(location.pathname);
    if (refined && !/paired runs?; (?!refining,)/.test(main.textContent)) return false;
    const questions = english && main.querySelector('.st-key-questions'); // the page is drawn again when all are answered
    if (questions && /(To be|Being) computed/.test(questions.textContent)) return false;
    const charts = [...main.querySelectorAll('[data-testid=stVegaLiteChart]')];
    if (charted && !charts.length) return false;
    return charts.every(chart => chart.querySelector('svg.marks .role-mark > *'));
  };
  const look = window.lookOfTests ??= {}, place = location.href, now = performance.now();
  if (!look.watched) {
    look.watched = new MutationObserver(() => { look.since = performance.now(); });
    look.watched.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  }
  if (look.call !== call || look.place !== place) Object.assign(look, { call, place, since: now });
  const { since } = look;
  if (now - since < still) return false;
  if (look.judged !== since) Object.assign(look, { judged: since, drawn: drawn() });
  if (!look.drawn) return false;
  if (look.painted === since) return true;
  requestAnimationFrame(() => requestAnimationFrame(() => { look.painted = since; }));
  return false;
}
