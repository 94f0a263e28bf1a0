// A button that copies a field beside it; without the script there is none, and the field is there to be copied from.
for (const button of document.querySelectorAll("[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  const status = document.getElementById(`${field.id}-status`);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      status.textContent = button.dataset.copied;
    } catch {
      // Refused, or there is no clipboard because the page came by plain HTTP.
      status.textContent = button.dataset.selected;
    }
  });
}
