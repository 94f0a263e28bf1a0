// What isn't saved yet, kept in this browser: {at, revision, begun, fields: [[name, value], …]} under a key that names
// the person, so that nobody is offered somebody else's text.

const PREFIX = "pressroom:unsaved:";
const KEPT = 30 * 24 * 60 * 60 * 1000;

// A browser may refuse to keep anything: then there is no copy, and all else works.
function attempt(action) {
  try {
    return action();
  } catch {
    return null;
  }
}

export const keyOf = (person, edition) => `${PREFIX}${person}:${edition || "new"}`;

export const read = (key) => attempt(() => JSON.parse(localStorage.getItem(key)));

export const keep = (key, copy) => attempt(() => localStorage.setItem(key, JSON.stringify(copy)));

export const drop = (key) => attempt(() => localStorage.removeItem(key));

// Forgets every copy, or those that were kept for longer than a month.
export function forget({ onlyOld = false } = {}) {
  const keys = attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? [];
  for (const key of keys) {
    const isOld = !(Date.now() - Date.parse(read(key)?.at) < KEPT);
    if (!onlyOld || isOld) drop(key);
  }
}
