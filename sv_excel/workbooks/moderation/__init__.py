"""The moderation workbook: individual scores side by side, and the score that the panel agrees."""
