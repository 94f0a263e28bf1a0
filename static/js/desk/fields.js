// What stands in the form of a release, as [name, value] pairs, and put back into it; files are left out.

// What belongs to the page and not to the text.
const OWN = /^_begun$|^revision$|-(TOTAL|INITIAL|MIN_NUM|MAX_NUM)_FORMS$/;

export const editors = () => Object.values(window.CKEDITOR?.instances ?? {});

// Everything that a button would send, but for files and the token.
export function all(form) {
  for (const editor of editors()) editor.updateElement();
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
}

// What was typed or chosen, by name: {name: [value, …]}.
function written(pairs) {
  const found = {};
  for (const [name, value] of pairs) {
    // A text area's line breaks come out of a form in another way than they went in.
    if (!OWN.test(name)) (found[name] ??= []).push(value.replace(/\r\n?/g, "\n"));
  }
  return found;
}

// The names under which two forms say something else. What one has not, the other has left empty.
export function differences(before, after) {
  const [one, two] = [written(before), written(after)];
  const say = (found, name) => JSON.stringify((found[name] ?? []).filter((value) => value !== ""));
  return [...new Set([...Object.keys(one), ...Object.keys(two)])].filter((name) => say(one, name) !== say(two, name));
}

// Gives the form what the pairs say.
export function fill(form, pairs) {
  const values = written(pairs);
  // Rows of the gallery that were added by hand.
  for (const name of Object.keys(values)) {
    if (/^gallery-\d+-image$/.test(name) && !form.elements[name]) form.querySelector("[data-gallery] [data-add]")?.click();
  }
  // Such a row asks at once which photograph it is to be.
  document.querySelector("dialog[data-picker]")?.close();
  for (const field of form.elements) {
    if (!field.name || OWN.test(field.name) || field.name === "csrfmiddlewaretoken" || ["file", "submit", "button"].includes(field.type)) continue;
    const given = values[field.name] ?? [];
    if (["checkbox", "radio"].includes(field.type)) {
      field.checked = given.includes(field.value);
    } else {
      const value = given[0] ?? "";
      if (field.options && ![...field.options].some((option) => option.value === value)) field.add(new Option(value, value));
      field.value = value;
      window.CKEDITOR?.instances[field.id]?.setData(value);
    }
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}
