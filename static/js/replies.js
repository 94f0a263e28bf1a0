// Improves 'Leave a Reply': fetches a stamp for a reader who begins to write, sends once, counts the characters, brings
// the list of what is wrong into focus, and tells a writer who comes back in this tab what became of a reply; without
// a cookie.

const HEADERS = { headers: { Accept: "application/json" } };

/** A page from a cache may be older than its stamp is good for; a fresh one is fetched when somebody begins to write. */
function refreshStamp(form) {
  if (!form.dataset.stamp) {
    return;
  }
  form.addEventListener(
    "focusin",
    async () => {
      try {
        const response = await fetch(form.dataset.stamp, HEADERS);
        if (response.ok) {
          form.elements.stamp.value = (await response.json()).stamp;
          form.dataset.fetched = performance.now();
        }
      } catch {
        // The stamp of the page's rendering stands.
      }
    },
    { once: true },
  );
}

/** Sends a form once, however often its button is pressed, and not before a stamp just fetched is old enough. */
function sendOnce(form) {
  const told = form.querySelector("[data-sending]");
  let isSending = false;
  // Back from another page by the browser's own memory, and not while this one is still loading.
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      isSending = false;
      told.textContent = "";
    }
  });
  form.addEventListener("submit", (event) => {
    const age = performance.now() - Number(form.dataset.fetched ?? -Infinity);
    const wait = Number(form.dataset.leastAge ?? 0) - age;
    if (isSending || wait > 0) {
      event.preventDefault();
    }
    if (!isSending && wait > 0) {
      told.textContent = told.dataset.sending;
      setTimeout(() => form.submit(), wait + 250);
    }
    isSending = true;
  });
}

/** Says how many characters are left, once that is worth saying. */
function countCharacters(form) {
  const text = form.querySelector("[data-limit]");
  const told = form.querySelector("[data-left]");
  if (!text || !told) {
    return;
  }
  const limit = Number(text.dataset.limit);
  const tell = () => {
    const left = limit - [...text.value].length;
    told.hidden = left > limit / 10;
    told.textContent = left < 0 ? `${told.dataset.over} ${-left}` : `${told.dataset.left} ${left}`;
    told.classList.toggle("leave__left--over", left < 0);
  };
  text.addEventListener("input", tell);
  tell();
}

/** The addresses at which the writer of this tab sees what became of the replies to a release. */
const remembered = {
  key: (release) => `replies:${release}`,
  read(release) {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key(release)) ?? "[]");
      return Array.isArray(kept) ? kept.filter((path) => typeof path === "string" && path.startsWith(release)) : [];
    } catch {
      return [];
    }
  },
  write(release, paths) {
    try {
      if (paths.length) {
        sessionStorage.setItem(this.key(release), JSON.stringify(paths));
      } else {
        sessionStorage.removeItem(this.key(release));
      }
    } catch {
      // A browser that keeps nothing: the writer has the address of the page.
    }
  },
};

/** On the page that says what became of a reply: remember it while it waits, and forget it afterwards. */
function remember(sent) {
  const { release, status } = sent.dataset;
  const others = remembered.read(release).filter((path) => path !== location.pathname);
  remembered.write(release, status === "waiting" ? [...others, location.pathname] : others);
}

/** On the page of a release: say what became of the replies that were sent from this tab. */
async function tellOutcomes(replies) {
  const release = replies.dataset.replies;
  const template = replies.querySelector("[data-reply-notice]");
  for (const path of remembered.read(release)) {
    try {
      const response = await fetch(path, HEADERS);
      if (!response.ok) {
        continue;
      }
      const { outcome } = await response.json();
      const notice = template.cloneNode(true);
      const link = notice.querySelector("a");
      link.href = path;
      link.textContent = outcome;
      notice.hidden = false;
      template.after(notice);
    } catch {
      // Nothing is said rather than something wrong.
    }
  }
}

for (const form of document.querySelectorAll("[data-reply-form]")) {
  refreshStamp(form);
  sendOnce(form);
  countCharacters(form);
}
document.querySelector("[data-problems]")?.focus();
document.querySelectorAll("[data-sent]").forEach(remember);
document.querySelectorAll("[data-replies]").forEach(tellOutcomes);
