"""All limits that apply when files of unknown origin are read. Each is far above what published models need.

Sizes are in bytes, decimal (1 MB is 1,000,000), times in seconds.
"""

MEGABYTE = 1_000_000

# Files
SETTINGS_BYTES = 16 * MEGABYTE  # config.json and the like; an index of 100,000 tensors fits
TOKENIZER_BYTES = 64 * MEGABYTE  # tokenizer.json of 256,000 tokens has about 34 MB
TEMPLATE_BYTES = 1 * MEGABYTE
METRICS_BYTES = 512 * MEGABYTE  # about two million steps; of a longer history only the newest part is read
METRICS_LINE_BYTES = 1 * MEGABYTE
STATE_BYTES = 1 * MEGABYTE
SCORED_BYTES = 64 * MEGABYTE  # a text to score; a model of 100M reads some thousand tokens of it a second
CONVERSATION_BYTES = 256 * MEGABYTE
REFERENCE_BYTES = 1_000  # the name of a version in a Hugging Face cache
STAND_IN_BYTES = 1_024  # a file that only says where the real one is; Git LFS allows no longer pointer

# A run
STEPS = 10**12

# JSON
JSON_DEPTH = 64
JSON_DIGITS = 64  # transformers writes 10**30 for "no maximum length"

# safetensors
HEADER_BYTES = 16 * MEGABYTE
TENSORS = 100_000
RANK = 8
DIMENSION = 2**31
SHARDS = 10_000

# Numbers in config.json
LAYERS = 1_000
WIDTH = 2**20  # hidden and intermediate sizes
HEADS = 2**16
CONTEXT = 2**30
VOCABULARY = 2**24
ANY_SIZE = 2**40

# The tokenizer
PADDING = 2**24  # tokens to which each text is padded
LONGEST_TOKEN = 100_000  # characters in the name of a special token
BANNED_TOKENS = 200_000  # in each list of forbidden tokens of generation_config.json
END_TOKENS = 1_000  # each generated token is compared with all of them

# The helper process
HELPER_BYTES = 4_000 * MEGABYTE  # address space, of which a large tokenizer needs about a quarter
START_SECONDS = 120.0
TEMPLATE_SECONDS = 2.0
RENDERED_BYTES = 8 * MEGABYTE
CONVERSATION_SECONDS = 0.02  # added for each conversation, where many are rendered together
RENDERED_TOGETHER = 64 * MEGABYTE
TEXT_SECONDS = 2.0  # to encode one text, plus one for each MB of it
TOKENIZER_SECONDS = 2.0  # to read and test a tokenizer; larger files get more
TOKENIZER_SECONDS_PER_MEGABYTE = 0.15  # three times what one of 256,000 tokens takes
EXPANSION = 1_000  # most tokens that one character of a text may become

# Taking the text out of a file (PDF, e-books, archives, ...) in a helper process
EXTRACTION_BYTES = 1_500 * MEGABYTE  # address space of the helper
EXTRACTION_STILL_SECONDS = 9.0  # processor time without a sign of progress
EXTRACTED_AT_LEAST = 256 * MEGABYTE  # text that any file may hold; above it, EXTRACTED_TIMES its size
EXTRACTED_TIMES = 200

# Sentences
SHOWN_CHARACTERS = 80
