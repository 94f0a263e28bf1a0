// Gives the uploads of CKEditor's plugin 'uploadimage' the form's CSRF token. Comes after ckeditor.js.

const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

window.CKEDITOR?.on("instanceCreated", ({ editor }) => {
  // The request is opened by a listener of priority 5 and sent by one of 999; this one has the usual 10.
  editor.on("fileUploadRequest", ({ data }) => {
    const field = editor.element.$.form?.elements.namedItem("csrfmiddlewaretoken");
    data.fileLoader.xhr.setRequestHeader("X-CSRFToken", field?.value ?? cookie() ?? "");
  });
});
