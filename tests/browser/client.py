"""Dash's client in the browser: wait until it has the page, or keep it waiting."""


def wait_for_takeover(page):
    """Not by a function to evaluate again and again: the page's own policy forbids eval."""
    page.locator("#react-entry-point > .page").wait_for()


def hold_layout(page):
    """Keep the layout back until it is let go."""
    held = []

    def hold(route):
        held.append(route)

    page.route("**/_dash-layout**", hold)
    return held
