"""What is odd about the texts of a corpus: one file for each kind of finding, and what makes a report of them."""
