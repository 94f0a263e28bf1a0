// Rows of the gallery, one at a time and as many as are wanted; without script there are always two empty ones.

import { setUp } from "./photograph.js";

const gallery = document.querySelector("[data-gallery]");

if (gallery) {
  const rows = gallery.querySelector("[data-rows]");
  const row = gallery.querySelector("template[data-row]");
  const total = gallery.querySelector("[name$=-TOTAL_FORMS]");
  const most = Number(gallery.querySelector("[name$=-MAX_NUM_FORMS]").value);
  const add = gallery.querySelector("[data-add]");

  const count = () => {
    total.value = rows.children.length;
    add.hidden = rows.children.length >= most;
  };

  // The empty rows at the end: nothing was chosen or typed in them.
  for (const last of [...rows.children].reverse()) {
    if (last.open) break;
    last.remove();
  }
  count();

  add.addEventListener("click", () => {
    const number = rows.children.length;
    const made = row.content.cloneNode(true).firstElementChild;
    for (const element of made.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        if (value.includes("__prefix__")) element.setAttribute(name, value.replaceAll("__prefix__", number));
      }
    }
    made.open = true;
    rows.append(made);
    count();
    setUp(made.querySelector("[data-photograph]"));
    made.querySelector("[data-pick]").click();
  });
}
