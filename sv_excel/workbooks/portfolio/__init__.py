"""The portfolio: the registers of many procurements together."""
