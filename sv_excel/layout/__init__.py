"""Floor 1: where each thing stands in a workbook. The only place that knows; everybody else walks a `Layout`."""
