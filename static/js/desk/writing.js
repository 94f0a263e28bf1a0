// The form in which a release is written: counters that advise, the slug as it will be, what the checks found.

import "./picker.js";

const form = document.querySelector("form[data-writing]");

// A headline is cut in search results after some 65 characters, a lead after some 160: advice, never a refusal.
for (const field of form.querySelectorAll("[data-advise]")) {
  const advised = Number(field.dataset.advise);
  const advice = Object.assign(document.createElement("p"), { className: "advice" });
  const show = () => {
    const length = [...field.value.trim()].length;
    advice.textContent = `${length} / ${advised}`;
    advice.classList.toggle("advice--over", length > advised);
  };
  field.insertAdjacentElement("afterend", advice);
  field.addEventListener("input", show);
  show();
}

// A headline wraps on the screen and is one line all the same.
for (const field of form.querySelectorAll("[data-one-line]")) {
  field.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ");
  });
}

// The slug that will be made of the headline, asked of the server, which alone knows how letters are transliterated.
const headline = form.elements.headline;
const slug = form.elements.slug;
if (slug && form.dataset.slugs) {
  let waiting;
  const suggest = async () => {
    if (slug.value || !headline.value.trim()) {
      slug.placeholder = "";
      return;
    }
    const response = await fetch(`${form.dataset.slugs}?headline=${encodeURIComponent(headline.value)}`);
    if (response.ok) slug.placeholder = (await response.json()).slug;
  };
  for (const field of [headline, slug]) {
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => suggest().catch(() => {}), 300);
    });
  }
}

// The checks look again at each save.
document.addEventListener("desk:autosaved", ({ detail }) => {
  const checks = form.querySelector("[data-checks]");
  if (checks && detail.checks) checks.innerHTML = detail.checks;
});

// A fault in the text leads into the editor, which hides the field that it stands for; one in a folded row opens it.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  const target = link && document.getElementById(link.hash.slice(1));
  if (!target || !form.contains(target)) return;
  const folded = target.closest("details");
  if (folded) folded.open = true;
  const editor = window.CKEDITOR?.instances[target.id];
  if (editor) {
    event.preventDefault();
    editor.container.$.scrollIntoView({ block: "center" });
    editor.focus();
  } else if (target.matches("input, textarea, select, [tabindex]")) {
    event.preventDefault();
    target.scrollIntoView({ block: "center" });
    target.focus({ preventScroll: true });
  }
});
