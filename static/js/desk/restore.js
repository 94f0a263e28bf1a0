// Offers text that this browser has kept and the server has not; see copies.js.

import * as copies from "./copies.js";
import { all, differences, editors, fill } from "./fields.js";

const dialog = document.querySelector("dialog[data-restore]");

const areReady = () => editors().every(({ status }) => status === "ready");

// What an editor says is known when it is ready.
function ready(form) {
  return new Promise((resolve) => {
    const isWanted = window.CKEDITOR && form.querySelector("textarea[data-type=ckeditortype]");
    if (!isWanted || (editors().length && areReady())) resolve();
    else window.CKEDITOR.on("instanceReady", () => { if (areReady()) resolve(); });
  });
}

const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.trim();

// Shows where the copy differs, with what stands there.
function describe(form, names, copy) {
  const list = dialog.querySelector("[data-differs]");
  list.replaceChildren();
  const seen = new Set();
  for (const name of names) {
    const field = [form.elements[name]].flat()[0];
    const one = field instanceof RadioNodeList ? field[0] : field;
    const label = (one?.closest("fieldset")?.querySelector("legend") ?? one?.labels?.[0])?.textContent.replace("*", "").trim();
    if (!label || seen.has(label)) continue;
    seen.add(label);
    list.append(Object.assign(document.createElement("dt"), { textContent: label }));
    const typed = copy.fields.find(([other]) => other === name)?.[1] ?? "";
    const words = one.tagName === "TEXTAREA" || one.type === "text" ? plain(typed) : "";
    if (words) list.append(Object.assign(document.createElement("dd"), { textContent: words }));
  }
}

// Opens the dialog if there is a copy under the key that says something else than the form. `taken(copy)` is called when
// it was filled in, and returns whether the server has it by then.
export async function offer(form, key, taken) {
  const copy = copies.read(key);
  if (!copy) return;
  await ready(form);
  // A slug that was left empty is no text: the server has made one since.
  const hasSlug = copy.fields.some(([name, value]) => name === "slug" && value);
  const names = differences(all(form), copy.fields).filter((name) => name !== "slug" || hasSlug);
  if (!names.length) {
    copies.drop(key);
    return;
  }
  const when = new Date(copy.at);
  const isRecent = Date.now() - when < 12 * 60 * 60 * 1000;
  const style = { timeStyle: "short", timeZone: dialog.dataset.zone, ...(isRecent ? {} : { dateStyle: "medium" }) };
  const language = document.documentElement.lang;
  Object.assign(dialog.querySelector("[data-when]"), {
    dateTime: copy.at, textContent: when.toLocaleString(language === "en" ? "en-GB" : language, style),
  });
  describe(form, names, copy);
  // It is decided before anything is typed: restoring later would take the place of newer words.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.querySelector("[data-drop]").addEventListener("click", () => {
    copies.drop(key);
    dialog.close();
  });
  dialog.querySelector("[data-take]").addEventListener("click", async () => {
    dialog.close();
    fill(form, copy.fields);
    const isSaved = await taken(copy);
    // The server draws the photographs that were chosen.
    if (isSaved && names.some((name) => name.endsWith("-image"))) location.assign(form.action);
  });
  dialog.showModal();
}
