/* Warns two minutes before a session ends, on any page of somebody who is logged in.
 *
 * Other tabs may have kept the session alive: the server is asked before anything is said.
 * The page itself is never taken away, so that nothing typed is lost. */
(function () {
  "use strict";
  var WARN = 120;
  var BOX = "position:fixed;z-index:8;right:20px;bottom:20px;max-width:420px;padding:14px 18px;" +
    "background:#ffffff;color:#18222d;border:2px solid #b5500b;border-radius:8px";
  var BUTTON = "display:inline-block;margin-top:8px;padding:6px 16px;font:inherit;border:0;" +
    "border-radius:5px;background:#1d5a96;color:#ffffff;cursor:pointer";
  var box = null;
  var timer = null;

  function ask(path, then) {
    window.fetch(path, { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (answer) {
        return answer.json();
      })
      .then(function (told) {
        then(told.seconds_left);
      })
      .catch(function () {
        wait(60);
      });
  }

  function wait(seconds) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(seconds, 1) * 1000);
  }

  function look() {
    ask("/session", function (left) {
      if (left > WARN) {
        hide();
        wait(left - WARN);
      } else if (left > 0) {
        warn(left);
        wait(Math.min(left, 15));
      } else {
        over();
      }
    });
  }

  function show(text, label, act) {
    hide();
    box = document.createElement("div");
    box.style.cssText = BOX;
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-label", "登录即将到期");
    var words = document.createElement("p");
    words.textContent = text;
    var button = document.createElement(act ? "button" : "a");
    button.style.cssText = BUTTON;
    button.textContent = label;
    if (act) {
      button.type = "button";
      button.onclick = act;
    } else {
      button.href = "/login?next=" + encodeURIComponent(location.pathname + location.search);
    }
    box.appendChild(words);
    box.appendChild(button);
    document.body.appendChild(box);
  }

  function hide() {
    if (box) {
      box.parentNode.removeChild(box);
      box = null;
    }
  }

  function warn(left) {
    var minutes = Math.max(1, Math.round(left / 60));
    var had = box && box.contains(document.activeElement);
    show("很久没有操作，约" + minutes + "分钟后自动退出登录。", "继续使用", function () {
      ask("/session/keep", function (more) {
        hide();
        wait(more - WARN);
      });
    });
    if (had) {
      box.querySelector("button").focus();
    }
  }

  function over() {
    show("已自动退出登录。本页内容还在，可先复制没有提交的文字，再重新登录。", "重新登录", null);
  }

  wait(25 * 60);
  document.addEventListener("visibilitychange", function () {
    if (!document.hidden) {
      look();
    }
  });
})();
