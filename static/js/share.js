// Adds to the links of 'Share' a button that copies the short address, and on a phone the one that opens its own menu of
// places to pass things on. Without script the address stands there to be copied by hand.

function button(words) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = words;
  return made;
}

function improve(share) {
  const { share: address, headline, copy, copied, marked, hand } = share.dataset;
  const tools = document.createElement("p");
  const status = document.createElement("span");
  tools.className = "share__tools";
  status.className = "share__status";
  status.setAttribute("role", "status");

  // A desk's computer has a menu too, which is poorer than the links.
  if (navigator.share && matchMedia("(pointer: coarse)").matches) {
    const pass = button(hand);
    pass.addEventListener("click", () => {
      // Rejected when the reader thinks better of it.
      navigator.share({ title: headline, url: document.querySelector("link[rel=canonical]")?.href ?? address }).catch(() => {});
    });
    tools.append(pass);
  }

  const copies = button(copy);
  copies.addEventListener("click", async () => {
    status.textContent = "";
    try {
      await navigator.clipboard.writeText(address);
      status.textContent = copied;
    } catch {
      // No clipboard, or a refusal: then the address is selected, one key from it.
      getSelection().selectAllChildren(share.querySelector(".share__address"));
      status.textContent = marked;
    }
  });
  tools.append(copies, status);
  share.append(tools);
}

document.querySelectorAll("[data-share]").forEach(improve);
