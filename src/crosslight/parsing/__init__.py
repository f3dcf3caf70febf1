"""Articles to what they say: sentences, noise, actors, speech, figures, moments."""
