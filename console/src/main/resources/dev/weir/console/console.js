// What the pages need beyond htmx: copying, lighting a way in the resource map, and telling when the
// server is away. Everything else works without JavaScript.
(() => {
  const connection = () => document.getElementById('connection');

  document.addEventListener('htmx:sseError', () => {
    connection().textContent = 'Connection lost. Reconnecting…';
  });
  document.addEventListener('htmx:sseOpen', () => {
    const line = connection();
    if (line.textContent) {
      line.textContent = '';
      htmx.trigger('#main', 'sse:change');
    }
  });

  // A page that is being read is not swapped away under an open "more" or a selection.
  document.addEventListener('htmx:beforeRequest', (event) => {
    if (event.target.id === 'main' && (document.querySelector('main details[open]') || busy())) {
      event.preventDefault();
    }
  });

  function busy() {
    const active = document.activeElement;
    return active && active.matches('main input, main textarea, main select') ||
      String(window.getSelection());
  }

  function light(box) {
    const ways = new Set(box ? box.dataset.ways.split(' ') : []);
    const map = document.querySelector('svg.map');
    map.classList.toggle('lit', Boolean(box));
    for (const part of map.querySelectorAll('[data-ways]')) {
      part.classList.toggle('on', part.dataset.ways.split(' ').some((way) => ways.has(way)));
    }
  }

  for (const name of ['mouseover', 'focusin']) {
    document.addEventListener(name, (event) => {
      const box = event.target.closest && event.target.closest('svg.map .box');
      if (box) light(box);
    });
  }
  for (const name of ['mouseout', 'focusout']) {
    document.addEventListener(name, (event) => {
      if (event.target.closest && event.target.closest('svg.map .box')) light(null);
    });
  }

  const showCopy = () => document.querySelectorAll('[data-copy]').forEach((button) => {
    button.hidden = !navigator.clipboard;
  });
  document.addEventListener('htmx:afterSettle', showCopy);
  showCopy();
  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button) return;
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent).then(() => {
      button.textContent = 'Copied';
    });
  });
})();
