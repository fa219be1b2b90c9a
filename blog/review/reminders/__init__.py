"""Reminders: who is told what, by which day, and never twice."""
