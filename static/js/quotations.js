// Gives each quotation of a text a button that copies it with its speaker, date and address, and adds the same to what is
// copied by hand out of one quotation. What is copied anywhere else is left alone.

/** A quotation as one would set it in an article: the words in their marks, who said them, when, and where it stands. */
function cited(words, quotation, { marks, day, address }) {
  const speaker = quotation.querySelector("cite")?.textContent.trim().replace(/\s+/g, " ");
  return {
    words: speaker ? `${marked(words, marks)} — ${speaker}` : marked(words, marks),
    // A preview has no address yet.
    source: [day, address].filter(Boolean).join(", "),
    day,
    address,
  };
}

/** The words in the marks of their language; those that the text has around them by itself are not doubled. */
function marked(words, [opening, closing] = ["“", "”"]) {
  const [, , inside, , stop] = /^([“„«"])(.+)([”“»"])([.,]?)$/su.exec(words) ?? [];
  // “One” and “two” begins and ends with marks that don't belong together.
  const isWhole = inside && !/^[^“„«]*[”»"]/u.test(inside);
  return `${opening}${isWhole ? inside + stop : words}${closing}`;
}

/** The words of a quotation, or of a piece of one, without its speaker and the button; a paragraph a line. */
function wordsOf(piece) {
  const whole = document.createElement("div");
  whole.append(piece);
  whole.querySelectorAll("cite, .quotation-tools").forEach((part) => part.remove());
  whole.querySelectorAll("br").forEach((part) => part.replaceWith("\n"));
  const lines = [...whole.querySelectorAll("p, li")].map((part) => part.textContent.trim());
  // Where the page breaks no line is the page's concern: what is pasted gets ordinary spaces.
  return (lines.length ? lines.filter(Boolean).join("\n") : whole.textContent).trim().replace(/[\u00a0\u202f]/g, " ");
}

function asText(quote) {
  return [quote.words, quote.source].filter(Boolean).join("\n");
}

function asHtml(quote) {
  const whole = document.createElement("blockquote");
  for (const line of quote.words.split("\n")) {
    const paragraph = document.createElement("p");
    paragraph.textContent = line;
    whole.append(paragraph);
  }
  if (quote.address) {
    const source = document.createElement("p");
    const link = document.createElement("a");
    link.href = quote.address;
    link.textContent = quote.address;
    source.append(`${quote.day}, `, link);
    whole.append(source);
  }
  return whole.outerHTML;
}

let speakers = 0;

function tools(quotation, data) {
  const row = document.createElement("p");
  const button = document.createElement("button");
  const status = document.createElement("span");
  row.className = "quotation-tools";
  button.type = "button";
  button.textContent = data.copy;
  button.ariaLabel = data.label;
  status.setAttribute("role", "status");
  const cite = quotation.querySelector("cite");
  if (cite) {
    // Several of one name are told apart by who speaks.
    cite.id ||= `speaker-${++speakers}`;
    button.setAttribute("aria-describedby", cite.id);
  }
  const whole = document.createDocumentFragment();
  whole.append(...quotation.cloneNode(true).childNodes);
  const text = asText(cited(wordsOf(whole), quotation, data));
  button.addEventListener("click", async () => {
    // Emptied first, or the same words would not be said a second time.
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = data.copied;
    } catch {
      // Refused by the browser or its owner: then the words are selected, one key from the clipboard.
      getSelection().setBaseAndExtent(quotation, 0, row, 0);
      status.textContent = data.marked;
    }
  });
  row.append(button, status);
  return row;
}

/** The quotation in which the whole selection lies, if it says something; a single word is looked up, not quoted. */
function selected(selection) {
  if (!selection || selection.rangeCount !== 1 || !/\S\s+\S/.test(selection.toString())) {
    return null;
  }
  const around = selection.getRangeAt(0).commonAncestorContainer;
  const element = around instanceof Element ? around : around.parentElement;
  return element.closest("cite, .quotation-tools") ? null : element.closest("[data-quotations] blockquote");
}

for (const text of document.querySelectorAll("[data-quotations]")) {
  if (!navigator.clipboard) break;
  for (const quotation of text.querySelectorAll("blockquote")) {
    quotation.append(tools(quotation, text.dataset));
  }
}

document.addEventListener("copy", (event) => {
  const selection = getSelection();
  const quotation = selected(selection);
  const words = quotation ? wordsOf(selection.getRangeAt(0).cloneContents()) : "";
  if (!words) {
    return;
  }
  const quote = cited(words, quotation, quotation.closest("[data-quotations]").dataset);
  event.clipboardData.setData("text/plain", asText(quote));
  event.clipboardData.setData("text/html", asHtml(quote));
  event.preventDefault();
});
