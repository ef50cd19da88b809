/* Hands the page that the server painted over to Dash's client.
 *
 * The painted page stands beside Dash's hidden entry point. As soon as the client has put
 * its own page there, the painted one is removed in the same task: no frame without the
 * page, none with two of them. Without scripts, or when the client fails, it simply stays.
 */
(function () {
  "use strict";
  var entry = document.getElementById("react-entry-point");
  var served = document.getElementById("served");
  var plainFetch = window.fetch;
  if (!entry || !served || !plainFetch || !window.MutationObserver) {
    return;
  }

  /* The layout belongs to an address: say which, and ask before the client has loaded. */
  var query = "?page=" + encodeURIComponent(location.pathname + location.search);
  var early = plainFetch("/_dash-layout" + query, {
    credentials: "same-origin",
    headers: { Accept: "application/json" }
  });
  early.catch(function () {});
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

  new MutationObserver(function (_, observer) {
    var page = entry.querySelector(".page");
    if (page) {
      observer.disconnect();
      swap(page);
    }
  }).observe(entry, { childList: true, subtree: true });
})();
