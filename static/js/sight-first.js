/* Sets what somebody with poor sight has chosen before anything is painted, for which a browser waits (`blocking="render"`),
   or nearly always so where it doesn't know that word: the style sheets, for which it waits too, are larger. */
"use strict";
try {
  const root = document.documentElement;
  // What sight.js has set already, if that was there first, is right.
  const chosen = root.served ? null : JSON.parse(localStorage.getItem("sight"));
  const usual = { text: "100", spacing: "usual", scheme: "usual", images: "on" };
  root.served ??= { ...root.dataset };
  if (chosen) {
    let isOn = false;
    for (const name in usual) {
      if (chosen[name] && chosen[name] !== usual[name]) {
        root.dataset[name] = chosen[name];
        isOn = true;
      } else {
        delete root.dataset[name];
      }
    }
    root.toggleAttribute("data-sight", isOn);
  }
} catch {}
