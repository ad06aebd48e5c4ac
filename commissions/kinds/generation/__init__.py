"""Generation: leaders earn on volume counted in generations between leaders below."""
