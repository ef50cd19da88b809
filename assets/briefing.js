/* Copies sentences of a release with their source, and says when a release was corrected since.
 *
 * The page of a release never changes, so what came later is asked for here. Without scripts the
 * text can be marked and copied, and a link leads to all releases. */
(function () {
  "use strict";
  var article = document.querySelector(".article");
  var told = document.querySelector(".copied");

  function words(node) {
    var copy = node.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll("button"), function (button) {
      button.parentNode.removeChild(button);
    });
    return copy.textContent;
  }

  function tell(text) {
    told.textContent = "";
    setTimeout(function () { told.textContent = text; }, 50);
  }

  function byHand(text) {
    var box = document.createElement("textarea");
    box.value = text;
    box.setAttribute("readonly", "");
    box.style.position = "fixed";
    box.style.opacity = "0";
    document.body.appendChild(box);
    box.select();
    var done = false;
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    document.body.removeChild(box);
    return done;
  }

  function copy(text, said, button) {
    function after(done) {
      tell(done ? said : "没有复制成功，请选中文字后按 Ctrl+C。");
      if (button) { button.focus(); }
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { after(true); }, function () {
        after(byHand(text));
      });
    } else {
      after(byHand(text));
    }
  }

  function button(label, name, act) {
    var made = document.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = label;
    made.addEventListener("click", function () { act(made); });
    return made;
  }

  function addCopying() {
    var cite = article.getAttribute("data-cite") || "";
    Array.prototype.forEach.call(article.querySelectorAll(".par"), function (par, place) {
      var made = button("复制", "copy", function (own) {
        copy(words(par) + cite, "已复制第" + (place + 1) + "段，带来源和定版号。", own);
      });
      made.setAttribute("aria-label", "复制第" + (place + 1) + "段");
      par.appendChild(made);
    });
    var all = button("复制全文", "secondary copy-all", function (own) {
      var lines = [article.querySelector("h3").textContent];
      Array.prototype.forEach.call(article.querySelectorAll(".par"), function (par) {
        lines.push("　　" + words(par));
      });
      Array.prototype.forEach.call(article.querySelectorAll(".notes li"), function (note, place) {
        lines.push((place ? "" : "注：") + (place + 1) + "." + note.textContent);
      });
      copy(lines.join("\n") + "\n" + cite, "已复制全文，带注和来源。", own);
    });
    article.parentNode.insertBefore(all, told);
  }

  function demote(later) {
    Array.prototype.forEach.call(document.querySelectorAll(".desk-head .acts a"), function (way) {
      way.className = "secondary";
      way.textContent = way.textContent + "（旧版，新版是" + later + "）";
    });
  }

  function lookForLater(line) {
    var own = line.getAttribute("data-release");
    window.fetch("/api/v1/releases", { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.json() : null;
    }).then(function (found) {
      if (!found) { return; }
      var later = found.releases.filter(function (item) { return item.supersedes === own; })[0];
      if (!later) { return; }
      line.textContent = later.corrects === own ?
        own + "之后有更正：" + later.id + "，请改用。" : own + "之后有新的一版：" + later.id + "，数相同。";
      var way = document.createElement("a");
      way.href = "/briefing?release=" + encodeURIComponent(later.id);
      way.textContent = "看" + later.id;
      line.appendChild(way);
      line.hidden = false;
      if (later.corrects === own) { demote(later.id); }
    }).catch(function () {});
  }

  if (article && told) { addCopying(); }
  var line = document.querySelector("[data-release]");
  if (line && window.fetch) { lookForLater(line); }
}());
