"""Caseload: many clients at once, weekly hours, triage and bring-forward; pins and a log, replayed."""
