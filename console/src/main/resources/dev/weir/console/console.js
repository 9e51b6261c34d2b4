// What the pages need beyond htmx: following the server's events, changing a page in place, copying.
// Everything else works without JavaScript.
(() => {
  const find = (selector) => document.querySelector(selector);
  document.documentElement.classList.add('js');

  // A page is changed in place: what stays the same stays the same node, so that focus, selection,
  // scrolling, and what the reader opened are kept.
  const keyOf = (node) => node.nodeType === 1 ? node.dataset.key || node.id || '' : '';
  const alike = (a, b) => a.nodeType === b.nodeType && a.nodeName === b.nodeName && keyOf(a) === keyOf(b);

  function patch(now, next) {
    if (now.nodeType !== 1) {
      if (now.data !== next.data) now.data = next.data;
      return;
    }
    for (const { name } of [...now.attributes]) {
      if (!next.hasAttribute(name) && !(now.nodeName === 'DETAILS' && name === 'open')) now.removeAttribute(name);
    }
    for (const { name, value } of next.attributes) {
      if (now.getAttribute(name) !== value) now.setAttribute(name, value);
    }
    let at = now.firstChild;
    for (const child of [...next.childNodes]) {
      const key = keyOf(child);
      let same = at && alike(at, child) ? at : null;
      if (!same && key) same = [...now.children].find((each) => alike(each, child)) || null;
      if (same === at && same) {
        at = at.nextSibling;
        patch(same, child);
      } else if (same) {
        now.insertBefore(same, at);
        patch(same, child);
      } else {
        now.insertBefore(child, at);
        if (child.nodeType === 1 && child.dataset.key) child.classList.add('fresh');
      }
    }
    while (at) {
      const gone = at;
      at = at.nextSibling;
      gone.remove();
    }
  }

  htmx.defineExtension('patch', {
    isInlineSwap: (style) => style === 'patch',
    handleSwap: (style, target, fragment) => {
      if (style !== 'patch') return false;
      const next = fragment.querySelector('#' + target.id);
      if (next) patch(target, next);
      return [target];
    },
  });

  // Server-sent events: fetch the page again when something changed; say so when the server is away.
  const connection = find('#connection');
  const isLive = () => find('#main').dataset.live === 'yes';
  let asked = false;
  let lost = false;

  function say(text, away) {
    if (connection.textContent !== text) connection.textContent = text;
    connection.classList.toggle('lost', away);
    lost = away;
  }

  function refresh() {
    if (!isLive()) return;
    if (document.hidden) asked = true;
    else htmx.trigger('#main', 'refresh');
  }

  function follow() {
    const events = new EventSource('/events');
    events.onopen = () => {
      const again = lost;
      say(again ? 'Reconnected' : 'Live', false);
      if (again) {
        refresh();
        setTimeout(() => lost || say('Live', false), 3000);
      }
    };
    events.addEventListener('change', refresh);
    events.addEventListener('figures', refresh);
    events.onerror = () => {
      say('Connection lost. Reconnecting…', true);
      if (events.readyState === EventSource.CLOSED) setTimeout(follow, 1000);
    };
    addEventListener('pagehide', () => events.close(), { once: true });
  }

  addEventListener('pageshow', (event) => {
    if (event.persisted) {
      follow();
      refresh();
    }
  });
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && asked) {
      asked = false;
      refresh();
    }
  });
  // A server that is away is told by the line above, not by an empty page.
  document.addEventListener('htmx:beforeSwap', (event) => {
    if (!event.detail.xhr.responseText.includes('id="main"')) event.detail.shouldSwap = false;
  });
  follow();

  // Times go by without the server; the words are those of Ago.java.
  function ago(seconds) {
    if (seconds < 10) return 'just now';
    if (seconds < 60) return Math.floor(seconds / 10) * 10 + ' s ago';
    if (seconds < 3600) return Math.floor(seconds / 60) + ' min ago';
    return seconds < 86400 ? Math.floor(seconds / 3600) + ' h ago' : Math.floor(seconds / 86400) + ' d ago';
  }
  setInterval(() => {
    for (const time of document.querySelectorAll('time[data-ago]')) {
      const text = ago(Math.max(0, (Date.now() - Date.parse(time.dateTime)) / 1000));
      if (time.textContent !== text) time.textContent = text;
    }
  }, 10000);

  document.addEventListener('click', async (event) => {
    const button = event.target.closest && event.target.closest('[data-copy]');
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy);
    button.classList.add('done');
    say('Copied', lost);
    setTimeout(() => {
      button.classList.remove('done');
      if (!lost) say('Live', false);
    }, 1500);
  });
})();
