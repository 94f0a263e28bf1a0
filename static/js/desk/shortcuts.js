// Keyboard shortcuts. Those of one key work outside of fields and can be turned off (WCAG 2.2, 2.1.4).
//
// Preview isn't Ctrl+Shift+P, which opens a private window in Firefox; Ctrl+Alt+P is free in Firefox and Chromium.

const SINGLE = "pressroom:single-keys";
const TYPING = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]";

const dialog = document.querySelector("dialog[data-shortcuts]");
const isMac = /mac|iphone|ipad/i.test(navigator.platform);

// Where letters aren't Latin, a shortcut is known by its place on the keyboard.
const letter = ({ key, code }) => (/^[a-z]$/i.test(key) ? key : code.replace(/^Key/, "")).toLowerCase();

const button = (name) => document.querySelector(`form[data-writing] button[name=${name}]:not([hidden])`);
const press = (name) => () => button(name).click();

const ACTIONS = {
  save: {
    is: () => button("_save"),
    keys: (event) => event.modifier && !event.shiftKey && !event.altKey && letter(event) === "s",
    // Without leaving the page, where autosave can.
    act: () => {
      const form = document.querySelector("form[data-writing]");
      if (form.dispatchEvent(new Event("desk:save", { cancelable: true }))) button("_save").click();
    },
  },
  preview: {
    is: () => button("_preview"),
    keys: (event) => event.modifier && event.altKey && !event.shiftKey && letter(event) === "p",
    act: press("_preview"),
  },
  submit: {
    is: () => button("_submit"),
    keys: (event) => event.modifier && !event.shiftKey && !event.altKey && event.key === "Enter",
    act: press("_submit"),
  },
  new: {
    is: () => !button("_save") && document.querySelector("main a[href$='/edition/add/']"),
    keys: (event) => event.isSingle && letter(event) === "n",
    act: () => ACTIONS.new.is().click(),
  },
  search: {
    is: () => document.querySelector("main input[type=search]:not(dialog *), #searchbar"),
    keys: (event) => event.isSingle && event.key === "/",
    act: () => ACTIONS.search.is().focus(),
  },
  help: {
    is: () => true,
    keys: (event) => event.isSingle && event.key === "?",
    act: () => dialog.showModal(),
  },
};

function read() {
  try {
    return localStorage.getItem(SINGLE) !== "off";
  } catch {
    return true;
  }
}

function attach() {
  const single = dialog.querySelector("[data-single]");
  const opener = document.querySelector("[data-shortcuts-open]");
  single.checked = read();
  single.addEventListener("change", () => {
    try {
      localStorage.setItem(SINGLE, single.checked ? "on" : "off");
    } catch {
      // It holds for this page then.
    }
  });
  for (const row of dialog.querySelectorAll("[data-shortcut]")) row.hidden = !ACTIONS[row.dataset.shortcut].is();
  if (isMac) {
    for (const key of dialog.querySelectorAll("[data-modifier]")) key.textContent = "Cmd"; // not shown in words: on the key
    for (const key of dialog.querySelectorAll("[data-alternative]")) key.textContent = "Option"; // not shown in words: on the key
  }
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  // On its way down to the field: the editor of the text keeps some keys to itself.
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]") || event.target.closest(".cke_dialog")) return;
    const { key, code, shiftKey, altKey, ctrlKey, metaKey, target } = event;
    const pressed = {
      key, code, shiftKey, altKey,
      // AltGr, with which letters are typed, is Ctrl and Alt to some systems.
      modifier: (isMac ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !event.getModifierState("AltGraph"),
      isSingle: single.checked && !ctrlKey && !metaKey && !altKey && !target.closest(TYPING) && !target.isContentEditable,
    };
    const action = Object.values(ACTIONS).find(({ is, keys }) => keys(pressed) && is());
    if (!action) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) action.act();
  }, true);
}

if (dialog) attach();
