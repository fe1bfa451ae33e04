"""Excel's stand-ins: xlwings engines over openpyxl and over a live LibreOffice, for the members that sv_excel uses."""
