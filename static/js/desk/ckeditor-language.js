// Says to browsers in which language the text is: for spelling, voices and hyphens. Comes after ckeditor.js.

window.CKEDITOR?.on("instanceCreated", ({ editor }) => {
  editor.on("contentDom", () => {
    const { contentsLanguage } = editor.config;
    if (contentsLanguage) editor.editable().setAttribute("lang", contentsLanguage);
  });
});
