/* Forms of pages that take input: a second click sends nothing twice. */
(function () {
  "use strict";
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "yes");
  });

  /* Back shows the page as it was left: its forms can be sent again. */
  window.addEventListener("pageshow", function () {
    Array.prototype.forEach.call(document.forms, function (form) {
      form.removeAttribute("data-sent");
    });
  });
})();
