// Brings the bar of whoever is signed in at the desk: what can be done next about this page. sight.js, which every page
// has, loads it where a cookie says that somebody has signed in here; nobody else's browser asks for it.

async function bring() {
  const response = await fetch(`/admin/bar/?${new URLSearchParams({ path: location.pathname })}`);
  if (response.status === 204) {
    // Signed out elsewhere, or the session is over: the next pages need not ask.
    document.cookie = "desk=; Path=/; Max-Age=0";
  }
  if (response.status !== 200) {
    return;
  }
  const { html, style } = await response.json();
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  sheet.addEventListener("load", () => document.body.insertAdjacentHTML("beforeend", html));
  document.head.append(sheet);
}

// A page that the desk shows inside one of its own has the desk around it, and a preview is no public page.
if (top === self && !/^\/(?:admin|preview)\//.test(location.pathname)) {
  bring().catch(() => {
    // Without it the page is what everybody sees.
  });
}
