"""What a person can ask for. One file is one thing: a request goes in, events come out, a result comes back."""
