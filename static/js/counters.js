// Brings the numbers of a release up to date, counts its reading once somebody has seen the page, and lets the like
// button work in its place. Counts a search in the same way. Without it both count by a pixel, and the button leads to a
// page of its own. The numbers are asked for once: a reader's own view is among them a second or two later.

const SEEN_AFTER = 1000; // milliseconds in view

/** Resolves once the page has been in view for a while; never while it is only being rendered ahead of time. */
function seen() {
  return new Promise((resolve) => {
    let timer;
    const watch = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible" && !document.prerendering) {
        timer = setTimeout(() => {
          document.removeEventListener("visibilitychange", watch);
          resolve();
        }, SEEN_AFTER);
      }
    };
    document.addEventListener("visibilitychange", watch);
    document.addEventListener("prerenderingchange", watch, { once: true });
    watch();
  });
}

function improve(counters) {
  const views = counters.querySelector("[data-views]");
  const likes = counters.querySelector("[data-likes]");
  const status = counters.querySelector("[data-status]");
  const form = counters.querySelector("[data-like]");
  const button = form.querySelector("button");
  const wanted = form.querySelector("[name=wanted]");
  let asked = 0;
  let isSending = false;

  /** As the server writes it: not every browser knows the numbers of every language. */
  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, counters.dataset.thousands);
  }

  function show(state) {
    views.textContent = grouped(state.views);
    likes.textContent = grouped(state.likes);
    button.setAttribute("aria-pressed", String(state.liked));
    wanted.value = state.liked ? "0" : "1";
  }

  async function refresh() {
    const number = ++asked;
    try {
      const response = await fetch(counters.dataset.state, { headers: { Accept: "application/json" } });
      // An answer to what was asked before a newer question, or before the button had its answer, is old.
      if (response.ok && number === asked && !isSending) {
        show(await response.json());
      }
    } catch {
      // The numbers of the page's rendering stand.
    }
  }

  async function count() {
    await seen();
    try {
      await fetch(counters.dataset.view, { method: "POST", keepalive: true });
    } catch {
      // Then it isn't counted.
    }
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (isSending) {
      return;
    }
    isSending = true;
    asked += 1;
    try {
      const response = await fetch(form.action, {
        method: "POST",
        headers: { Accept: "application/json" },
        body: new URLSearchParams(new FormData(form)),
      });
      if (!response.ok) {
        throw new Error(response.statusText);
      }
      const state = await response.json();
      show(state);
      status.textContent = state.liked ? status.dataset.liked : status.dataset.unliked;
    } catch {
      // The form's own page says what is wrong, or works.
      form.submit();
    } finally {
      asked += 1;
      isSending = false;
    }
  });

  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      refresh(); // brought back by the Back button, as it was then
    }
  });
  refresh();
  count();
}

async function countSearch(search) {
  await seen();
  try {
    const body = new URLSearchParams({ token: search.dataset.token });
    await fetch(search.dataset.searched, { method: "POST", body, keepalive: true });
  } catch {
    // Then it isn't counted.
  }
}

document.querySelectorAll("[data-counters]").forEach(improve);
document.querySelectorAll("[data-searched]").forEach(countSearch);
