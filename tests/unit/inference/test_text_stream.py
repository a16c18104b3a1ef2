from gpt_studio.inference.text_stream import stream_text


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
