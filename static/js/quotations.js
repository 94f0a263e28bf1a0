/* Gives each quotation of a text a button that copies it whole, with its speaker. Without a clipboard there is none. */

for (const text of document.querySelectorAll("[data-quotations]")) {
  if (!navigator.clipboard) break;
  for (const quotation of text.querySelectorAll("blockquote")) {
    quotation.append(tools(quotation, text.dataset));
  }
}

function tools(quotation, { copy, copied, label, language }) {
  const row = document.createElement("p");
  const button = document.createElement("button");
  const status = document.createElement("span");
  row.className = "quotation-tools";
  row.lang = language;
  button.type = "button";
  button.textContent = copy;
  button.ariaLabel = label;
  status.setAttribute("role", "status");
  const words = wordsOf(quotation);
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(words);
      status.textContent = copied;
    } catch {
      // Refused by the browser or its owner: then the words are selected, one key from the clipboard.
      getSelection().selectAllChildren(quotation);
    }
  });
  row.append(button, status);
  return row;
}

/* “The words,” then a dash and the speaker: as a newspaper would set it. */
function wordsOf(quotation) {
  const whole = quotation.cloneNode(true);
  const speaker = whole.querySelector("cite");
  speaker?.remove();
  const lines = [...whole.children].map((part) => part.textContent.trim()).filter(Boolean);
  const words = (lines.length ? lines : [whole.textContent.trim()]).join("\n");
  return speaker ? `${words}\n— ${speaker.textContent.trim()}` : words;
}
