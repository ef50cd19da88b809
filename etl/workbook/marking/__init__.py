"""The sender's own workbook with findings marked on its cells, changed byte by byte."""
