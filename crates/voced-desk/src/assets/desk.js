// What is dropped anywhere on the page becomes the choice of the form, which is then sent as by its button.
"use strict";
// Work under way is looked at again, as long as anybody sees the page.
(function () {
  var again = document.body.getAttribute("data-under-way");
  if (!again) return;
  setInterval(function () {
    if (!document.hidden) location.reload();
  }, Number(again));
})();
// What was typed is there again on the page before.
Array.prototype.forEach.call(document.querySelectorAll("[data-back]"), function (link) {
  link.addEventListener("click", function (event) {
    if (history.length < 2) return;
    event.preventDefault();
    history.back();
  });
});
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
    var folders = foldersOf(event.dataTransfer);
    if (folders) {
      Promise.all(folders.map(filesOf)).then(function (found) {
        var all = new DataTransfer();
        Array.prototype.concat.apply([], found).forEach(function (file) { all.items.add(file); });
        send(all.files);
      });
    } else {
      send(event.dataTransfer.files);
    }
  });
  function send(files) {
    if (!files.length) return;
    input.files = files;
    form.submit();
  }
  // What was dropped, where a folder is among it.
  function foldersOf(dropped) {
    var entries = Array.prototype.map.call(dropped.items || [], function (item) {
      return item.webkitGetAsEntry && item.webkitGetAsEntry();
    }).filter(Boolean);
    return entries.some(function (entry) { return entry.isDirectory; }) ? entries : null;
  }
  // The files of an entry, of a folder all that lie in it however deep.
  function filesOf(entry) {
    return new Promise(function (done) {
      var none = function () { done([]); };
      if (entry.isFile) {
        entry.file(function (file) { done([file]); }, none);
        return;
      }
      var reader = entry.createReader(), found = [];
      (function more() {
        reader.readEntries(function (some) {
          if (some.length) {
            found = found.concat(some);
            more();
            return;
          }
          Promise.all(found.map(filesOf)).then(function (lists) {
            done(Array.prototype.concat.apply([], lists));
          });
        }, none);
      })();
    });
  }
  input.addEventListener("change", function () {
    if (input.files.length) form.submit();
  });
})();
