"""How the project is installed, tested and documented."""
