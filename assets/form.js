/* Forms of pages that take input: a second click sends nothing twice, files are dropped and sent
 * with their progress shown. Without this script every form works all the same. */
(function () {
  "use strict";

  function each(list, act) {
    Array.prototype.forEach.call(list, act);
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.getAttribute("data-sent")) {
      event.preventDefault();
      return;
    }
    form.setAttribute("data-sent", "yes");
    if (/(^| )upload( |$)/.test(form.className) && window.FormData && window.XMLHttpRequest) {
      event.preventDefault();
      send(form);
    }
  });

  /* Back shows the page as it was left: its forms can be sent again. */
  window.addEventListener("pageshow", function () {
    each(document.forms, function (form) {
      form.removeAttribute("data-sent");
    });
  });

  each(document.querySelectorAll("[data-print]"), function (button) {
    button.addEventListener("click", function () {
      window.print();
    });
  });

  /* A click on a figure opens a box for its cell, and what is typed already stays. */
  each(document.querySelectorAll("a[data-pin]"), function (link) {
    link.addEventListener("click", function (event) {
      var pins = document.querySelector(".pins");
      if (!pins) {
        return;
      }
      event.preventDefault();
      var cell = link.getAttribute("data-pin");
      var name = "pin:" + cell;
      var box = null;
      each(pins.querySelectorAll("textarea"), function (known) {
        if (known.name === name) {
          box = known;
        }
      });
      (box || pinned(pins, cell, name)).focus();
    });
  });

  function pinned(pins, cell, name) {
    var field = document.createElement("div");
    field.className = "field";
    var label = document.createElement("label");
    label.textContent = cell + "的理由";
    label.htmlFor = "p-" + cell;
    var text = document.createElement("textarea");
    text.name = name;
    text.id = "p-" + cell;
    text.rows = 2;
    text.maxLength = 2000;
    var off = document.createElement("button");
    off.type = "button";
    off.className = "secondary";
    off.textContent = "取下";
    off.onclick = function () {
      pins.removeChild(field);
    };
    field.appendChild(label);
    field.appendChild(text);
    field.appendChild(off);
    pins.appendChild(field);
    return text;
  }

  function line(form, text) {
    form.querySelector(".progress-line").textContent = text;
  }

  /* The limits are said before anything is sent. */
  function tooLarge(form) {
    var most = Number(form.getAttribute("data-megabytes"));
    var bad = [];
    var all = 0;
    each(form.querySelector("input[type=file]").files, function (file) {
      all += file.size;
      if (file.size > most * 1024 * 1024) {
        bad.push(file.name);
      }
    });
    if (!bad.length && all > 60 * 1024 * 1024) {
      bad.push("几个文件合计超过60 MB，请分几次放入");
    }
    return bad;
  }

  /* The address that was answered has lost its fragment: the first result is its place. */
  function result(address) {
    var found = /[?&]check=(\d+)/.exec(address);
    return found ? "#check-" + found[1] : "";
  }

  function send(form) {
    var bad = tooLarge(form);
    if (bad.length) {
      line(form, "太大，没有上传：" + bad.join("、"));
      form.removeAttribute("data-sent");
      return;
    }
    var request = new XMLHttpRequest();
    var bar = document.createElement("progress");
    bar.max = 100;
    bar.setAttribute("aria-label", "上传进度");
    line(form, "");
    var box = form.querySelector(".progress-line");
    var words = document.createElement("span");
    words.textContent = "正在上传……";
    box.appendChild(words);
    box.appendChild(bar);
    request.upload.onprogress = function (event) {
      if (event.lengthComputable) {
        bar.value = Math.round(event.loaded * 100 / event.total);
        words.textContent = bar.value < 100 ? "已上传" + bar.value + "%" : "已上传，正在检查……";
      }
    };
    request.onload = function () {
      if (request.status === 200 && request.responseURL) {
        location.assign(request.responseURL + result(request.responseURL));
      } else {
        document.open();
        document.write(request.responseText);
        document.close();
      }
    };
    request.onerror = function () {
      line(form, "网络断了，文件没有传到。请检查网络后再按一次“检查”。");
      form.removeAttribute("data-sent");
    };
    request.open("POST", form.action);
    request.send(new FormData(form));
  }

  each(document.querySelectorAll("form.upload"), function (form) {
    var drop = form.querySelector(".drop");
    var input = form.querySelector("input[type=file]");
    var list = form.querySelector(".chosen");

    function told() {
      list.textContent = "";
      each(input.files, function (file) {
        var item = document.createElement("li");
        item.textContent = file.name + "（" + Math.max(1, Math.round(file.size / 1024)) + " KB）";
        list.appendChild(item);
      });
    }

    input.addEventListener("change", told);
    drop.addEventListener("dragover", function (event) {
      event.preventDefault();
      drop.classList.add("over");
    });
    drop.addEventListener("dragleave", function () {
      drop.classList.remove("over");
    });
    drop.addEventListener("drop", function (event) {
      event.preventDefault();
      drop.classList.remove("over");
      if (event.dataTransfer.files.length) {
        input.files = event.dataTransfer.files;
        told();
        form.setAttribute("data-sent", "yes");
        send(form);
      }
    });
  });
})();
