// Says every half a minute that the form is open, when it is left, and who else has it open.

const EVERY = 30_000;

const place = document.querySelector("[data-presence]");

// Only what changed is put in: a screen reader reads it out.
function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-presence]");
  if (!fresh) return;
  if (fresh.dataset.url) place.dataset.url = fresh.dataset.url;
  if (fresh.textContent.trim() !== place.textContent.trim()) place.replaceChildren(...fresh.childNodes);
}

function message(extra = {}) {
  const body = new FormData();
  const token = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
  body.append("csrfmiddlewaretoken", token ?? document.querySelector("input[name=csrfmiddlewaretoken]").value);
  for (const [name, value] of Object.entries(extra)) body.append(name, value);
  return body;
}

async function beat() {
  if (!place.dataset.url) return;
  try {
    const response = await fetch(place.dataset.url, { method: "POST", body: message() });
    if (response.ok) show((await response.json()).presence);
  } catch {
    // The next one may get through; the saving says that the desk can't be reached.
  }
}

if (place) {
  setInterval(beat, EVERY);
  document.addEventListener("desk:autosaved", ({ detail }) => show(detail.presence));
  // Back from another page or window: who is here now?
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") beat(); });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) beat(); });
  window.addEventListener("pagehide", () => {
    if (place.dataset.url) navigator.sendBeacon(place.dataset.url, message({ left: "" }));
  });
}
