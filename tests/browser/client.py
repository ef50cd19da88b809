"""Dash's client in the browser: wait until it has the page, or keep it waiting."""


def wait_for_takeover(page):
    """Not by a function to evaluate again and again: the page's own policy forbids eval."""
    page.locator("#react-entry-point > .page").wait_for()


class HeldLayout:
    """The layout's answer kept back until it is let go, whenever the page asks for it."""

    def __init__(self, page):
        self._held = []
        self._free = False
        page.route("**/_dash-layout**", self._hold)

    def _hold(self, route):
        if self._free:
            route.continue_()
        else:
            self._held.append(route)

    def let_go(self):
        self._free = True
        for route in self._held:
            route.continue_()


def hold_layout(page):
    """Keep the layout back until it is let go."""
    return HeldLayout(page)
