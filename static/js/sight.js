/* The version for poor sight: the choices are data attributes of <html>, which css/sight.css reads. They are kept in this
   browser alone, and hold before anything is painted: sight-first.js, for which painting waits, has set them. */
"use strict";
{
  const KEY = "sight";
  // The values that each choice may have; the first is the usual one, which sets no attribute.
  const CHOICES = {
    text: ["100", "150", "200"],
    spacing: ["usual", "wide", "widest"],
    scheme: ["usual", "white", "black", "blue", "brown"],
    images: ["on", "off"],
  };
  const names = Object.keys(CHOICES);
  const root = document.documentElement;
  // As the server made the page: usual, or the variant at ?view=large.
  root.served ??= { ...root.dataset };
  const served = of((name) => root.served[name]);
  // What was chosen, or null; where the browser stores nothing it holds for this page.
  let chosen = read();

  /* Return one valid value for each choice; the usual one for what is foolish. */
  function of(value) {
    return Object.fromEntries(
      names.map((name) => [name, CHOICES[name].includes(value(name)) ? value(name) : CHOICES[name][0]]),
    );
  }

  function read() {
    try {
      const stored = JSON.parse(localStorage.getItem(KEY));
      return stored && typeof stored === "object" ? of((name) => stored[name]) : null;
    } catch {
      return null;
    }
  }

  /* Keep what was chosen, or forget it if that is null; return whether the browser let it. */
  function keep() {
    try {
      if (chosen) {
        localStorage.setItem(KEY, JSON.stringify(chosen));
      } else {
        localStorage.removeItem(KEY);
      }
      return true;
    } catch {
      return false;
    }
  }

  function apply() {
    const now = chosen || served;
    let isOn = false;
    for (const name of names) {
      if (now[name] === CHOICES[name][0]) {
        delete root.dataset[name];
      } else {
        root.dataset[name] = now[name];
        isOn = true;
      }
    }
    root.toggleAttribute("data-sight", isOn);
  }

  apply();

  function improve() {
    const opener = document.querySelector("[data-sight-open]");
    if (!opener) {
      return;
    }
    const usual = document.querySelector("[data-sight-usual]");
    const settings = document.getElementById("sight");
    const status = document.querySelector("[data-sight-status]");

    /* Show in the settings and in the browser's own bar what holds. */
    function show() {
      const now = chosen || served;
      for (const name of names) {
        settings.elements[name].value = now[name];
      }
      const paper = root.dataset.scheme ? getComputedStyle(root).getPropertyValue("--paper") : "";
      for (const meta of document.querySelectorAll("meta[name=theme-color]")) {
        meta.dataset.usual ||= meta.content;
        meta.content = paper || meta.dataset.usual;
      }
    }

    function open(isOpen) {
      settings.hidden = !isOpen;
      status.textContent = "";
      opener.setAttribute("aria-expanded", isOpen);
      (isOpen ? settings.querySelector(":checked") : opener).focus();
    }

    opener.setAttribute("role", "button");
    opener.setAttribute("aria-controls", "sight");
    opener.setAttribute("aria-expanded", "false");
    opener.hidden = false;
    opener.addEventListener("click", (event) => {
      // With a key held down it is a link, to the variant in a tab of its own.
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
        event.preventDefault();
        open(settings.hidden);
      }
    });
    opener.addEventListener("keydown", (event) => {
      if (event.key === " ") {
        event.preventDefault();
        opener.click();
      }
    });
    settings.addEventListener("submit", (event) => {
      event.preventDefault();
      open(false);
    });
    settings.parentElement.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !settings.hidden) {
        open(false);
      }
    });
    settings.addEventListener("change", () => {
      chosen = of((name) => settings.elements[name].value);
      status.textContent = keep() ? "" : status.dataset.unkept;
      apply();
      show();
    });
    usual.addEventListener("click", (event) => {
      chosen = null;
      keep();
      if (root.hasAttribute("data-large")) {
        return; // the page itself is the variant: the link leads to the usual one
      }
      event.preventDefault();
      apply();
      show();
      open(false);
      status.textContent = status.dataset.reset;
    });

    // Another tab chose, or the page was brought back by the Back button as it was then.
    const refresh = () => {
      chosen = read();
      apply();
      show();
    };
    addEventListener("storage", (event) => (event.key === KEY || event.key === null) && refresh());
    addEventListener("pageshow", (event) => event.persisted && refresh());
    // The colours are those of the style sheets, which may come after the page.
    addEventListener("load", show);
    show();
  }

  document.addEventListener("DOMContentLoaded", improve);

  // Not of the choices, but here, in the one script of every page: who has signed in at the desk has a bar of theirs.
  if (/(?:^|; )desk=1/.test(document.cookie)) {
    import("./bar.js");
  }
}
