// A preview in the desk's frame: the way back stands above it, and what it links to can't be framed, so that it opens
// in a tab of its own.
if (window !== window.top) {
  document.querySelector(".draft a")?.remove();
  for (const link of document.querySelectorAll("a[href]:not([href^='#'], [target], [download])")) link.target = "_blank";
}
