// One photograph with its words: the picker in the place of the plain list, and the focal point by a click.

const WORDS = ["alternative_text", "caption", "credit"];

function field(block, name) {
  return block.querySelector(`[name$="-${name}"], [name="${name}"]`);
}

// A photograph may stand on the page before the dialog does: a click asks for it by an event.
function pick(chosen) {
  document.dispatchEvent(new CustomEvent("desk:pick", { detail: { chosen } }));
}

function setUpPoint(block) {
  const view = block.querySelector("[data-view]");
  const point = block.querySelector("[data-point]");
  const [across, down] = ["focal_x", "focal_y"].map((name) => field(block, name));
  if (!point || !across || !down) return () => {};
  const show = () => {
    const image = view.querySelector("[data-image]");
    point.hidden = !image || across.value === "" || down.value === "";
    if (point.hidden) return;
    // By the object model, which the policy that forbids style attributes lets pass.
    point.style.insetInlineStart = `${across.value}%`;
    point.style.insetBlockStart = `${down.value}%`;
  };
  view.classList.add("is-aiming");
  view.addEventListener("click", (event) => {
    const image = view.querySelector("[data-image]");
    if (!image) return;
    const box = image.getBoundingClientRect();
    const percent = (value, length) => Math.round(Math.min(Math.max(value / length, 0), 1) * 100);
    across.value = percent(event.clientX - box.left, box.width);
    down.value = percent(event.clientY - box.top, box.height);
    across.dispatchEvent(new Event("input", { bubbles: true }));
  });
  for (const input of [across, down]) input.addEventListener("input", show);
  show();
  return show;
}

function setUpChoice(block, showPoint) {
  const buttons = block.querySelector("[data-buttons]");
  const select = field(block, "image");
  if (!buttons || !select) return;
  const view = block.querySelector("[data-view]");
  const title = block.closest("details")?.querySelector("summary");
  const takeOut = buttons.querySelector("[data-clear]");
  block.querySelector("[data-choice]").hidden = true;
  const upload = block.querySelector("[name$=-upload]");
  if (upload && !upload.closest(".field--wrong")) upload.closest(".field").hidden = true;
  buttons.hidden = false;
  // Without a photograph there is nothing to say of one; what was typed and refused stays in sight.
  const words = block.querySelector("[data-words]");
  const isWrong = block.querySelector(".field--wrong") !== null;
  const isChosen = (is) => {
    takeOut.hidden = !is;
    words.hidden = !is && !isWrong;
  };
  isChosen(select.value !== "");

  const show = (image) => {
    view.querySelector("[data-image]")?.remove();
    isChosen(image !== null);
    if (image) {
      const picture = Object.assign(document.createElement("img"), {
        className: "photograph__image", src: image.url, alt: "", width: image.width, height: image.height,
      });
      picture.dataset.image = "";
      view.prepend(picture);
    }
    showPoint();
    select.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const choose = (image) => {
    if (![...select.options].some(({ value }) => value === String(image.id))) {
      select.add(new Option(image.title, image.id));
    }
    select.value = image.id;
    for (const name of WORDS) field(block, name).value = image[name];
    field(block, "is_decorative").checked = image.is_decorative;
    for (const name of ["focal_x", "focal_y"]) if (field(block, name)) field(block, name).value = image[name];
    if (title) title.textContent = image.title;
    show(image);
    field(block, "alternative_text").focus();
  };

  buttons.querySelector("[data-pick]").addEventListener("click", () => pick(choose));
  takeOut.addEventListener("click", () => {
    select.value = "";
    for (const name of WORDS) field(block, name).value = "";
    field(block, "is_decorative").checked = false;
    show(null);
    buttons.querySelector("[data-pick]").focus();
  });
}

export function setUp(block) {
  setUpChoice(block, setUpPoint(block));
}

for (const block of document.querySelectorAll("[data-photograph]")) setUp(block);
