// CKEditor's plugin 'photograph': a button that takes a photograph of the library into the text.

/* global CKEDITOR */
CKEDITOR.plugins.add("photograph", {
  requires: "image2",

  init(editor) {
    const insert = (image) => {
      const encode = CKEDITOR.tools.htmlEncodeAttr;
      const caption = CKEDITOR.tools.htmlEncode(image.caption || "");
      editor.focus();
      editor.insertHtml(
        `<figure class="image"><img alt="${encode(image.alternative_text || "")}" src="${encode(image.url)}">`
        + `<figcaption>${caption}</figcaption></figure>`,
      );
    };
    editor.addCommand("photograph", {
      // The editor lets in what its toolbar can make: without this, photographs would vanish from a text when opened.
      allowedContent: "figure(image); figcaption; img[alt,!src,width,height]",
      requiredContent: "img[alt,src]",
      exec: () => {
        document.dispatchEvent(new CustomEvent("desk:pick", { detail: { chosen: insert } }));
      },
    });
    editor.ui.addButton("Photograph", {
      label: editor.config.photographLabel,
      command: "photograph",
      icon: `${this.path}icon.svg`,
    });
  },
});
