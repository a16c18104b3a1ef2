"""Two to four columns that write after the same words: choosing them, their texts, the blind vote and its tally."""
