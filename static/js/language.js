// Offers a page once in the language that the browser prefers, in that language's own words, where the page is there in
// it. It leads nobody anywhere by itself; whoever closed or followed an offer, or chose a language, gets no other one.

const KEY = "language";

/** The language in which the page should be offered, or undefined: the first of the browser's in which it is there. */
function wanted(there) {
  const here = document.documentElement.lang;
  const preferred = (navigator.languages ?? []).map((tag) => tag.toLowerCase().split("-")[0]);
  const found = preferred.find((code) => code === here || there.includes(code));
  return found === here ? undefined : found;
}

/** Whether nothing was answered yet, in a browser that can remember an answer: else every page would offer it again. */
function mayOffer() {
  try {
    localStorage.setItem(`${KEY}-test`, "");
    localStorage.removeItem(`${KEY}-test`);
    return localStorage.getItem(KEY) === null;
  } catch {
    return false;
  }
}

function remember(code) {
  try {
    localStorage.setItem(KEY, code);
  } catch {
    // Full, or forbidden since: it is offered once more.
  }
}

function show(offers, template) {
  const words = template.content.firstElementChild.cloneNode(true);
  const close = () => {
    remember(document.documentElement.lang);
    words.remove();
  };
  words.querySelector("button").addEventListener("click", close);
  words.querySelector("a").addEventListener("click", () => remember(template.dataset.offer));
  words.addEventListener("keydown", (event) => event.key === "Escape" && close());
  // Another tab answered.
  addEventListener("storage", (event) => event.key === KEY && words.remove());
  offers.append(words);
}

const offers = document.querySelector("[data-offers]");
if (offers && mayOffer()) {
  const templates = new Map([...offers.querySelectorAll("template")].map((one) => [one.dataset.offer, one]));
  const code = wanted([...templates.keys()]);
  if (code) {
    show(offers, templates.get(code));
  }
}
// Who chooses in the head of the page has answered, too.
for (const link of document.querySelectorAll("[data-languages] a")) {
  link.addEventListener("click", () => remember(link.hreflang));
}
