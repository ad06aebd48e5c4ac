"""Breakaway: groups that leave their upline's volume pay a leadership bonus up the leaders."""
