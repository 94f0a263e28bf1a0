// Small things on every page of the desk. Each improves a page that works without it.

import { forget } from "./copies.js";

// What went wrong is said first: `autofocus` does it too, but not in every browser for what is no field.
document.querySelector("[data-summary]")?.focus();

// A filter closes when one clicks elsewhere or presses Escape.
const closing = document.querySelectorAll("details[data-closes]");
document.addEventListener("click", ({ target }) => {
  for (const details of closing) if (!details.contains(target)) details.open = false;
});
for (const details of closing) {
  // What is asked in it can be written at once.
  details.querySelector("summary").addEventListener("click", () => {
    requestAnimationFrame(() => { if (details.open) details.querySelector("textarea")?.focus(); });
  });
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

// Who has logged out leaves none of their text in the browser; who was signed out finds it again.
if (location.pathname.endsWith("/logout/")) forget();

// Nobody leaves a form by accident with something typed in it that isn't saved.
for (const form of document.querySelectorAll("form[data-guarded]")) {
  // A page that came back with errors holds what isn't saved yet.
  let isTouched = form.querySelector("[data-summary]") !== null;
  let isSent = false;
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("desk:saved", () => { isTouched = false; });
  form.addEventListener("submit", (event) => { isSent = !event.defaultPrevented; });
  window.addEventListener("beforeunload", (event) => {
    const editors = Object.values(window.CKEDITOR?.instances ?? {});
    if (!isSent && (isTouched || editors.some((editor) => editor.checkDirty()))) event.preventDefault();
  });
}
