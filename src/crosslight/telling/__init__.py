"""Points to the views of a dossier."""
