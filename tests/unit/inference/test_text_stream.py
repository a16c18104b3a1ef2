import tokenizers
from tiny_folders import unigram_tokenizer, word_piece_tokenizer

from gpt_studio.inference.text_prompt import text_prompt
from gpt_studio.inference.text_stream import stream_reply, stream_text
from gpt_studio.tokenization.tokenizer import Tokenizer


def continued(tokenizer, prompt, ids):
    return "".join(piece.text for piece in stream_text(ids, tokenizer, prompt=text_prompt(tokenizer, prompt)))


def replied(tokenizer, text, stop_texts=()):
    return "".join(piece.text for piece in stream_reply(tokenizer.encode(text), tokenizer, stop_texts))


def test_the_pieces_are_whole_characters_and_add_up(tokenizer):
    text = "the cat ¿niño? 日本 🎉 e\u0301 <|im_end|>"
    ids = tokenizer.encode(text)
    pieces = list(stream_text(ids, tokenizer))
    assert "".join(piece.text for piece in pieces) == text
    assert not any("\ufffd" in piece.text for piece in pieces)
    assert pieces[-1].tokens == len(ids)
    assert len(pieces) > 10


def test_a_character_that_never_becomes_whole_shows_at_the_end(tokenizer):
    ids = tokenizer.encode("ab🎉")[:-1]
    assert "".join(piece.text for piece in stream_text(ids, tokenizer)) == "ab\ufffd"


def test_no_ids_give_no_pieces(tokenizer):
    assert list(stream_text([], tokenizer)) == []


def test_the_speed_counts_from_the_first_token(tokenizer):
    times = iter([100.0, 100.5, 101.0, 101.5])
    pieces = list(stream_text(tokenizer.encode_text("xyzw"), tokenizer, clock=lambda: next(times)))
    assert [piece.tokens_per_second for piece in pieces[:4]] == [0.0, 2.0, 2.0, 2.0]
    assert [piece.tokens for piece in pieces[:4]] == [1, 2, 3, 4]


def test_a_word_after_the_prompt_keeps_the_blank_before_it():
    tokenizer = unigram_tokenizer()
    ids = tokenizer.encode("the cat")
    assert continued(tokenizer, "the", ids) == " the cat"
    assert continued(tokenizer, "", ids) == replied(tokenizer, "the cat") == "the cat"


def test_a_word_goes_on_after_the_prompt():
    words = {word: i for i, word in enumerate(["[UNK]", "[SEP]", "the", "play", "##ing", "."])}
    backend = tokenizers.Tokenizer(tokenizers.models.WordPiece(words, unk_token="[UNK]"))
    backend.pre_tokenizer, backend.decoder = (
        tokenizers.pre_tokenizers.BertPreTokenizer(),
        tokenizers.decoders.WordPiece(),
    )
    assert continued(Tokenizer(backend), "the play", [4, 2, 5]) == "ing the."


def test_a_blank_that_was_left_to_the_model_stands_once(tokenizer):
    assert continued(tokenizer, "the cat ", tokenizer.encode(" sat  on")) == "sat  on"
    assert continued(tokenizer, "the cat  \t", tokenizer.encode(" sat")) == "sat"
    assert continued(tokenizer, "the cat ", tokenizer.encode(", sat")) == ", sat"
    assert continued(tokenizer, "the cat ", tokenizer.encode("\n sat")) == "\n sat"
    assert continued(tokenizer, "f():\n    ", tokenizer.encode("    sat")) == "sat"
    assert continued(tokenizer, "the cat\n", tokenizer.encode(" sat")) == " sat"


def test_a_reply_starts_clean_and_shows_no_special_token(tokenizer):
    assert replied(tokenizer, "\n <|im_start|> Hello <|endoftext|>there.\n") == "Hello there.\n"


def test_a_reply_ends_at_a_mark_of_ordinary_tokens(tokenizer):
    pieces = list(stream_reply(tokenizer.encode("Hello.\n\nUser: and"), tokenizer, ["\nUser:"]))
    assert "".join(piece.text for piece in pieces) == "Hello."
    assert [piece.stopped for piece in pieces].count(True) == 1
    assert pieces[-1].stopped


def test_a_mark_that_only_the_last_characters_complete_ends_a_reply():
    tokenizer = word_piece_tokenizer()
    tokenizer.rehearse_ids = lambda ids: None  # then text comes only at the end
    pieces = list(stream_reply(tokenizer.encode("the cat dog sat"), tokenizer, [" dog"]))
    assert ["".join(piece.text for piece in pieces), pieces[-1].stopped] == ["the cat", True]
