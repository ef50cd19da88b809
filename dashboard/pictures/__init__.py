"""Pictures of charts to take away: SVG, and PNG made of it, with their words in the picture."""
