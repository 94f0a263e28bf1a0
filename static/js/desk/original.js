// The original beside the editor: the block that stands where somebody writes is marked, and both scroll together.

const panel = document.querySelector("[data-original]");
const list = panel?.querySelector("[data-blocks]");
const counts = { before: Number(panel?.dataset.before), after: Number(panel?.dataset.after) };

// On a phone the original would push the editor out of sight; it is one tap away.
if (panel && !window.matchMedia("(min-width: 60rem)").matches) panel.open = false;

// The blocks of the text as the original's are counted: a row of a table, a photograph with its caption is one.
function blocksOf(editable) {
  const found = [...editable.querySelectorAll("p, h2, h3, h4, li, tr, caption, figure")];
  return found.filter((block) => {
    if (block.parentElement.closest("tr, figure")) return false;
    if (block.matches("tr, figure")) return block.matches("figure") ? block.querySelector("img") : block.textContent.trim();
    // Of a list item that holds blocks, only the words of its own make one.
    const own = [...block.childNodes].filter((node) => !(node.nodeType === 1 && node.matches("p, ul, ol, table, figure, blockquote")));
    return own.some((node) => node.textContent.trim());
  });
}

// The block of the original for the block of the translation at a place, by order; null where there is none.
function counterpart(place, count) {
  const name = count === counts.after && counts.after !== counts.before ? "after" : "before";
  return list.querySelector(`[data-${name}="${place}"]`);
}

function reveal(block) {
  const above = block.offsetTop - list.scrollTop;
  if (above < 0 || above + block.offsetHeight > list.clientHeight) list.scrollTop = block.offsetTop - list.clientHeight / 4;
}

function follow(editor) {
  const editable = editor.editable().$;

  const mark = () => {
    const start = editor.getSelection()?.getStartElement()?.$;
    if (!start || !editable.contains(start)) return;
    const blocks = blocksOf(editable);
    const place = blocks.findLastIndex((block) => block.contains(start));
    const block = place < 0 ? null : counterpart(place, blocks.length);
    for (const other of list.querySelectorAll("[aria-current]")) if (other !== block) other.removeAttribute("aria-current");
    if (!block) return;
    block.setAttribute("aria-current", "true");
    reveal(block);
  };

  const scroll = () => {
    const blocks = blocksOf(editable);
    const top = editable.getBoundingClientRect().top;
    const place = blocks.findIndex((block) => block.getBoundingClientRect().bottom > top);
    const block = place < 0 ? null : counterpart(place, blocks.length);
    if (block) list.scrollTop = block.offsetTop;
  };

  editor.on("selectionChange", mark);
  editor.on("focus", mark);
  editable.addEventListener("scroll", scroll, { passive: true });
}

if (list) {
  for (const editor of Object.values(window.CKEDITOR?.instances ?? {})) if (editor.status === "ready") follow(editor);
  window.CKEDITOR?.on("instanceReady", ({ editor }) => follow(editor));
}
