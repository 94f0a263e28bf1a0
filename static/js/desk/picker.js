// The dialog in which a photograph of the library is chosen, or added to it. It answers the event `desk:pick`, whose
// `detail.chosen` is called with the photograph as the library describes it (articles/views/uploads.py).

const dialog = document.querySelector("dialog[data-picker]");

function token() {
  return document.querySelector("input[name=csrfmiddlewaretoken]").value;
}

function attach() {
  const list = dialog.querySelector("[data-list]");
  const status = dialog.querySelector("[data-status]");
  const query = dialog.querySelector("[data-query]");
  const file = dialog.querySelector("[data-file]");
  const more = dialog.querySelector("[data-more]");
  let chosen = () => {};
  let page = 1;
  let asked = 0;

  const choose = (image) => {
    dialog.close();
    chosen(image);
  };

  const line = (image) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "picker__one" });
    const picture = Object.assign(document.createElement("img"), {
      className: "grid__image", src: image.thumbnail, alt: "", width: 320, height: 320, loading: "lazy",
    });
    button.append(picture, image.title);
    button.addEventListener("click", () => choose(image));
    const item = document.createElement("li");
    item.append(button);
    return item;
  };

  const load = async (number) => {
    const mine = ++asked;
    try {
      const parameters = new URLSearchParams({ q: query.value, page: number });
      const response = await fetch(`${dialog.dataset.library}?${parameters}`);
      if (!response.ok) throw new Error(response.statusText);
      const found = await response.json();
      // A slower answer to an earlier question comes too late.
      if (mine !== asked) return;
      if (number === 1) list.replaceChildren();
      list.append(...found.images.map(line));
      page = number;
      more.hidden = found.page >= found.pages;
      status.textContent = found.count ? "" : status.dataset.none;
    } catch {
      if (mine === asked) status.textContent = status.dataset.failed;
    }
  };

  let waiting;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => load(1), 250);
  });
  query.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  more.addEventListener("click", () => load(page + 1));
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  file.addEventListener("change", async () => {
    if (!file.files.length) return;
    status.textContent = status.dataset.sending;
    const body = new FormData();
    body.append("upload", file.files[0]);
    file.value = "";
    try {
      const response = await fetch(dialog.dataset.upload, {
        method: "POST", body, headers: { "X-CSRFToken": token() },
      });
      const answer = await response.json();
      status.textContent = answer.uploaded ? "" : answer.error.message;
      if (answer.uploaded) choose(answer);
    } catch {
      status.textContent = status.dataset.failed;
    }
  });

  document.addEventListener("desk:pick", ({ detail }) => {
    chosen = detail.chosen;
    status.textContent = "";
    dialog.showModal();
    load(1);
  });
}

if (dialog) attach();
