/* The component behind the still parts of a page: hands a compact tree to React.
 * A node is a text, or [tag, properties, children...]; the tag "" is a fragment.
 */
(function () {
  "use strict";
  function element(node) {
    if (!Array.isArray(node)) {
      return node;
    }
    var parts = [node[0] || window.React.Fragment, node[1]];
    for (var i = 2; i < node.length; i += 1) {
      parts.push(element(node[i]));
    }
    return window.React.createElement.apply(null, parts);
  }

  window.livelihood = {
    Still: function (props) {
      return element(props.tree);
    }
  };
})();
