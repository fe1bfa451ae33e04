"""What every workbook is made of: cells, entries, the sheet builder, seal, card, issued layout, grid."""
