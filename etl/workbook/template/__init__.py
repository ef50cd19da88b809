"""The form that goes out to a county: prefilled, guarded, and checked line by line as it is filled."""
