// Small things on every page of the desk. Each improves a page that works without it.

// What went wrong is said first: `autofocus` does it too, but not in every browser for what is no field.
document.querySelector("[data-summary]")?.focus();

// A filter closes when one clicks elsewhere or presses Escape.
const closing = document.querySelectorAll("details[data-closes]");
document.addEventListener("click", ({ target }) => {
  for (const details of closing) if (!details.contains(target)) details.open = false;
});
for (const details of closing) {
  details.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !details.open) return;
    details.open = false;
    details.querySelector("summary").focus();
  });
}

// Nobody leaves a form by accident with something typed in it.
for (const form of document.querySelectorAll("form[data-guarded]")) {
  // A page that came back with errors holds what isn't saved yet.
  let isTouched = form.querySelector("[data-summary]") !== null;
  let isSent = false;
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    const editors = Object.values(window.CKEDITOR?.instances ?? {});
    if (!isSent && (isTouched || editors.some((editor) => editor.checkDirty()))) event.preventDefault();
  });
}
