"""Scripts that make the sample: the plan of 2021 and its 70 county workbooks."""
