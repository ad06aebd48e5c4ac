"""The invented people of the demo, as data: who works there, who sponsors whom, who only buys."""

from config.demo.folk.folk import Customer, Folk, Partner, Staff
from config.demo.folk.read import read_folk

__all__ = ["Customer", "Folk", "Partner", "Staff", "read_folk"]
