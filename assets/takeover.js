/* Hands the page that the server painted over to Dash's client.
 *
 * The painted page stands beside Dash's hidden entry point. When it is on the screen, the
 * client's scripts are added. As soon as the client has put its own page there, the painted
 * one is removed and that one shown in one task: no frame without the page, none with two of
 * them. Without scripts, or when the client fails, the painted page simply stays.
 */
(function () {
  "use strict";
  var scripts = document.currentScript.getAttribute("data-scripts").split(" ");
  var entry = document.getElementById("react-entry-point");
  var served = document.getElementById("served");
  var plainFetch = window.fetch;
  if (!entry || !served || !plainFetch || !window.MutationObserver) {
    return;
  }

  /* The layout belongs to an address: say which, and ask before the client has loaded. */
  var query = "?page=" + encodeURIComponent(location.pathname + location.search);
  var early = null;
  function askForLayout() {
    early = plainFetch("/_dash-layout" + query, {
      credentials: "same-origin",
      headers: { Accept: "application/json" }
    });
    early.catch(function () {});
  }

  window.fetch = function (resource, options) {
    if (typeof resource === "string" && /\/_dash-layout$/.test(resource)) {
      window.fetch = plainFetch;
      return early.catch(function () {
        return plainFetch.call(window, resource + query, options);
      });
    }
    return plainFetch.call(window, resource, options);
  };

  /* Both pages have the same structure: a node is found again by its place. */
  function placeOf(node, root) {
    var place = [];
    for (; node !== root; node = node.parentNode) {
      place.unshift(Array.prototype.indexOf.call(node.parentNode.children, node));
    }
    return place;
  }

  function nodeAt(place, root) {
    return place.reduce(function (node, index) {
      return node && node.children[index];
    }, root);
  }

  /* What the reader did to the painted page: choices, opened details, scrolled boxes. */
  function stateOf(root) {
    var nodes = root.querySelectorAll("select, details, .scroll");
    return Array.prototype.map.call(nodes, function (node) {
      return [node.selectedIndex, node.open, node.scrollLeft, node.scrollTop];
    });
  }

  function restore(root, states) {
    var nodes = root.querySelectorAll("select, details, .scroll");
    states.forEach(function (state, index) {
      var node = nodes[index];
      if (!node) {
        return;
      }
      if (node.tagName === "SELECT") {
        node.selectedIndex = state[0];
      } else if (node.tagName === "DETAILS") {
        node.open = state[1];
      } else if (state[2] || state[3]) {
        node.scrollLeft = state[2];
        node.scrollTop = state[3];
      }
    });
  }

  /* The browser forgets which element the address leads to when that element is replaced.
     Going to the same address again makes it the target; the reader stays where he is. */
  function aimAgain() {
    if (location.hash.length > 1) {
      var left = window.pageXOffset;
      var top = window.pageYOffset;
      location.replace(location.href);
      window.scrollTo(left, top);
    }
  }

  function swap(page) {
    var old = served.firstElementChild;
    var focused = old.contains(document.activeElement) ? document.activeElement : null;
    var place = focused && placeOf(focused, old);
    var states = stateOf(old);
    served.parentNode.removeChild(served);
    entry.hidden = false;
    restore(page, states);
    aimAgain();
    var target = place && nodeAt(place, page);
    if (target) {
      target.focus({ preventScroll: true });
    }
  }

  /* A picture that the reader sees must not be gone for a frame: the client's copy of it is
     decoded first. One that is still on its way, or broken, is not waited for. */
  function whenPicturesAreReady(page, then) {
    var seen = served.querySelectorAll("img");
    var copies = page.querySelectorAll("img");
    var waits = [];
    Array.prototype.forEach.call(copies, function (copy, index) {
      var old = seen[index];
      if (copy.decode && old && old.complete && old.naturalWidth) {
        waits.push(copy.decode().catch(function () {}));
      }
    });
    if (!waits.length) {
      then();
      return;
    }
    var late = new Promise(function (resolve) {
      setTimeout(resolve, 1000);
    });
    Promise.race([Promise.all(waits), late]).then(then);
  }

  /* A press that has begun on the painted page ends there, or its click would be lost. */
  function whenReleased(then) {
    if (served.querySelector(":active")) {
      setTimeout(whenReleased, 50, then);
    } else {
      then();
    }
  }

  new MutationObserver(function (_, observer) {
    var page = entry.querySelector(".page");
    if (page) {
      observer.disconnect();
      whenPicturesAreReady(page, function () {
        whenReleased(function () {
          swap(page);
        });
      });
    }
  }).observe(entry, { childList: true, subtree: true });

  /* Whatever loads before the page is on the screen makes its reader wait. The browser tells when
     that is; one that does not gets two frames. In a tab that nobody looks at there is neither. */
  function whenPainted(then) {
    var done = false;
    function once() {
      if (!done) {
        done = true;
        then();
      }
    }
    setTimeout(once, 2000);
    try {
      new PerformanceObserver(function (list, observer) {
        if (list.getEntriesByName("first-contentful-paint").length) {
          observer.disconnect();
          once();
        }
      }).observe({ type: "paint", buffered: true });
    } catch (unknown) {
      window.requestAnimationFrame(function () {
        window.requestAnimationFrame(once);
      });
    }
  }

  /* They run in this order, however they arrive. When one of them does not, the others cannot
     run: a script that has moved to another document never does. */
  function addScripts() {
    var nodes = scripts.map(function (url) {
      var node = document.createElement("script");
      node.async = false;
      node.src = url;
      node.onerror = giveUp;
      return node;
    });
    function giveUp() {
      var nowhere = document.implementation.createHTMLDocument("");
      nodes.forEach(function (node) {
        nowhere.adoptNode(node);
      });
    }
    nodes[nodes.length - 1].onload = function () {
      new window.DashRenderer();
    };
    nodes.forEach(function (node) {
      document.head.appendChild(node);
    });
  }

  whenPainted(function () {
    askForLayout();
    addScripts();
  });
})();
