// Saves a draft as it is written: a second after the last key, one save at a time. What isn't saved yet is kept in this
// browser too. The buttons of the form wait for it, so that they never conflict with it.

import * as copies from "./copies.js";
import { all, editors } from "./fields.js";
import { offer } from "./restore.js";

const PAUSE = 1000;
const COPY_EVERY = 250;
const LONGEST_PAUSE = 60_000;
const PATIENCE = 30_000;

const form = document.querySelector("form[data-writing]");
const sign = form?.querySelector("[data-autosave]");

const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];
// Who signs in again in another tab gets another token; the cookie has the one that holds.
function freshToken() {
  const field = form.elements.csrfmiddlewaretoken;
  field.value = cookie() ?? field.value;
  return field.value;
}

function attach() {
  const said = sign.querySelector("[data-said]");
  const time = sign.querySelector("[data-time]");
  let key = copies.keyOf(sign.dataset.person, sign.dataset.edition);
  // The form's name of itself: a first save that is sent twice begins one release all the same.
  const name = form.elements._begun;
  let begun = name?.value ?? "";
  // Counts what was typed: all is saved when the last of it is.
  let typed = 0;
  let safe = 0;
  let failures = 0;
  let isAsked = false;
  let isHalted = false;
  let isUnreachable = false;
  let sending = null;
  let saveTimer;
  let copyTimer;

  // The same words twice are not said twice: a screen reader hears of a change alone.
  const say = (state, words) => {
    sign.dataset.state = state;
    if (said.textContent !== words) said.textContent = words;
    time.hidden = state !== "saved";
  };

  // A remark to colleagues goes with a button alone.
  const isAllSafe = () => typed === safe && !form.elements.remark?.value.trim();

  const keepCopy = () => {
    clearTimeout(copyTimer);
    copyTimer = undefined;
    const { value: revision } = form.elements.revision;
    if (!isAllSafe()) copies.keep(key, { at: new Date().toISOString(), revision, begun, fields: all(form) });
  };

  const touch = () => {
    typed += 1;
    copyTimer ??= setTimeout(keepCopy, COPY_EVERY);
    if (isHalted) return;
    clearTimeout(saveTimer);
    saveTimer = setTimeout(flush, PAUSE);
  };

  const adopt = (answer) => {
    form.elements.revision.value = answer.revision;
    time.textContent = answer.time;
    if (!sign.dataset.edition) {
      // It was a new release; from now on this page is the form of its draft.
      copies.drop(key);
      key = copies.keyOf(sign.dataset.person, answer.edition);
      form.action = answer.action;
      Object.assign(sign.dataset, { edition: answer.edition, url: answer.url });
      history.replaceState(null, "", answer.action);
    }
    document.dispatchEvent(new CustomEvent("desk:autosaved", { detail: answer }));
  };

  const isSaved = (number, answer) => {
    failures = 0;
    safe = number;
    adopt(answer);
    if (typed === safe) for (const editor of editors()) editor.resetDirty();
    if (isAllSafe()) {
      copies.drop(key);
      form.dispatchEvent(new Event("desk:saved"));
    } else {
      keepCopy();
    }
    say("saved", sign.dataset.saved);
  };

  const halt = (words) => {
    isHalted = true;
    say("refused", words);
  };

  const tryAgain = (words) => {
    failures += 1;
    say("failed", words);
    saveTimer = setTimeout(flush, Math.min(2 ** failures * 1000, LONGEST_PAUSE));
  };

  const send = async () => {
    const number = typed;
    keepCopy();
    if (!sign.dataset.edition && !form.elements.headline.value.trim()) {
      say("waiting", sign.dataset.begin);
      return;
    }
    const data = new FormData();
    for (const [name, value] of [...all(form), ["_begun", begun], ["_person", sign.dataset.person]]) data.append(name, value);
    sign.dataset.state = "doing";
    let response;
    isUnreachable = false;
    try {
      response = await fetch(sign.dataset.url, {
        method: "POST", body: data, headers: { "X-CSRFToken": freshToken() }, signal: AbortSignal.timeout(PATIENCE),
      });
    } catch {
      isUnreachable = true;
      tryAgain(sign.dataset.unreachable);
      return;
    }
    const answer = await response.json().catch(() => ({}));
    if (response.ok && answer.revision) isSaved(number, answer);
    else if (response.status === 409) halt(`${answer.message} ${sign.dataset.compare}`);
    // Only other words can be saved: it is tried again with the next key.
    else if (response.status === 422) say("refused", `${sign.dataset.unsaved} ${(answer.errors ?? []).join(" ")}`);
    else if (response.status === 403 && (answer.signed_out || !answer.message)) tryAgain(sign.dataset.signedOut);
    else if (response.status === 403) halt(`${sign.dataset.unsaved} ${answer.message}`);
    else tryAgain(sign.dataset.unreachable);
  };

  const run = async () => {
    while (isAsked && typed !== safe && !isHalted) {
      isAsked = false;
      clearTimeout(saveTimer);
      await send();
    }
    isAsked = false;
  };

  // Saves what was typed until now; asked while a save is under way, once more after it.
  function flush() {
    isAsked = true;
    sending ??= run().finally(() => { sending = null; });
    return sending;
  }

  // A button saves too: it waits, and goes with the revision that came of it.
  let isWaiting = false;
  let isLetGo = false;
  form.addEventListener("submit", async (event) => {
    freshToken();
    if (typed === safe) copies.drop(key);
    if (isLetGo || (!isWaiting && (isHalted || (typed === safe && !sending)))) return;
    event.preventDefault();
    if (isWaiting) return;
    isWaiting = true;
    await flush();
    isWaiting = false;
    // A page of the browser's own about the lost connection would take the form's place.
    if (isUnreachable && !navigator.onLine) return;
    clearTimeout(saveTimer);
    isLetGo = true;
    form.requestSubmit(event.submitter);
    isLetGo = false;
  });

  // A shortcut saves where one is, unless there is a file or a conflict: those are a button's.
  form.addEventListener("desk:save", (event) => {
    if (isHalted || [...form.querySelectorAll("input[type=file]")].some((input) => input.files.length)) return;
    event.preventDefault();
    if (typed === safe && sign.dataset.edition) return;
    if (typed === safe) typed += 1;
    flush();
  });

  const watch = (editor) => editor.on("change", () => { if (editor.checkDirty()) touch(); });
  for (const name of ["input", "change"]) form.addEventListener(name, touch);
  for (const editor of editors()) watch(editor);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => watch(editor));
  window.addEventListener("online", () => { if (typed !== safe) flush(); });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || typed === safe) return;
    keepCopy();
    if (!isHalted) flush();
  });
  window.addEventListener("pagehide", () => { if (copyTimer) keepCopy(); });

  sign.hidden = false;
  if ("conflict" in sign.dataset) halt(sign.dataset.decide);
  else if (sign.dataset.edition) say("saved", sign.dataset.saved);
  else say("waiting", sign.dataset.begin);
  copies.forget({ onlyOld: true });
  if (form.querySelector("[data-summary]")) {
    // What was refused is in the form again, and saved nowhere else.
    typed += 1;
    keepCopy();
  } else {
    offer(form, key, async (copy) => {
      begun = copy.begun ?? begun;
      if (name) name.value = begun;
      // On top of what was there when it was typed: a newer save of somebody else is compared, not overwritten.
      form.elements.revision.value = copy.revision;
      typed += 1;
      await flush();
      return typed === safe;
    });
  }
}

if (sign) attach();
