"""From a county's workbook to the published figure; knows nothing of the web."""
