"""How sure a model was of each token of a text, for every tab: the tints, and the card of a token."""
