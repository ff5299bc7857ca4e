// What is dropped anywhere on the page becomes the choice of the form, which is then sent as by its button.
"use strict";
// Work under way is looked at again each second, as long as anybody sees the page.
(function () {
  if (!document.body.hasAttribute("data-under-way")) return;
  setInterval(function () {
    if (!document.hidden) location.reload();
  }, 1000);
})();
(function () {
  var form = document.getElementById("drop");
  if (!form) return;
  var input = form.querySelector("input[type=file]");
  function hasFiles(event) {
    return event.dataTransfer && Array.prototype.indexOf.call(event.dataTransfer.types, "Files") >= 0;
  }
  document.addEventListener("dragover", function (event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", function (event) {
    if (!event.relatedTarget) form.classList.remove("over");
  });
  document.addEventListener("drop", function (event) {
    if (!hasFiles(event)) return;
    event.preventDefault();
    form.classList.remove("over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    form.submit();
  });
  input.addEventListener("change", function () {
    if (input.files.length) form.submit();
  });
})();
