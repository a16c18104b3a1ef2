"""GPT Studio: make a GPT of your own, from a text file to a conversation.

The pipeline, one package a stage; data flows one way:
corpora -> tokenization -> dataset -> models -> training -> artifacts -> inference.
"""

__version__ = "0.1.0"
