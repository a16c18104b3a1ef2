"""The training tab: what to train and how, and watching it learn."""
