"""新闻材料: releases to read, to quote and to take away."""
