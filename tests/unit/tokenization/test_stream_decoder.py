"""Text streamed token by token equals the decoded text of all tokens, for every kind of tokenizer and decoder."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import AddedToken, decoders, models, normalizers, pre_tokenizers

from gpt_studio.core.errors import StudioError
from gpt_studio.tokenization.stream import StreamDecoder, pieces_of
from gpt_studio.tokenization.tokenizer import Tokenizer
from tests.unit.tokenization.conftest import hostile_texts

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
WORDS = [
    "the",
    "▁the",
    "▁cat",
    "▁",
    "▁▁",
    "s",
    "##s",
    "##ing",
    "n",
    "'",
    "t",
    "n't",
    ".",
    ",",
    "do",
    "not",
    " not",
    "ñ",
]
WORDS += ["é", "\u0301", "a", "h", "i", "漢", "Ġthe", "Ċ", "ð", "Ł", "play</w>", "s</w>", "|", "<pad>", " ", "  ", ""]
SPECIAL = ["<s>", "</s>", "[CLS]"]
TEXTS = [
    "hi 😀😀😀😀",
    "😀😀😀",
    "🇪🇸🇲🇽 🇪🇸",
    "👨\u200d👩\u200d👧 the 👩🏽\u200d🚀",
    "𠀀𠀁𠀂 漢字",
    "e\u0301\u0323 n\u0303 ñ",
    "the cats do n't, the cat 's . no ! do not",
    "  the  cats \n\n\tthe ",
    "<s> the </s> cat [CLS]",
    "",
]


def streamed(tokenizer: Tokenizer, ids: list[int], **options: bool) -> tuple[list[str], str]:
    decoder = StreamDecoder(tokenizer, **options)
    return [decoder.push(token) for token in ids], decoder.finish()


def decoded(tokenizer: Tokenizer, ids: list[int], skip: bool = False) -> str | None:
    """None if the library fails: it strips more than there is of short texts."""
    try:
        return tokenizer.decode(ids, skip_special=skip)
    except StudioError:
        return None


def with_decoder(decoder: decoders.Decoder | None) -> Tokenizer:
    """All tokens above, special tokens, and the decoder."""
    words = dict.fromkeys([*WORDS, *BYTES])
    backend = tokenizers.Tokenizer(models.WordLevel({word: i for i, word in enumerate(words)}, unk_token="the"))
    backend.add_special_tokens([AddedToken(text, special=True) for text in SPECIAL])
    if decoder is not None:
        backend.decoder = decoder
    return Tokenizer(backend)


def llama() -> decoders.Decoder:
    return decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)]
    )


DECODERS: dict[str, Callable[[], decoders.Decoder | None]] = {
    "none": lambda: None,
    "Llama 2": llama,
    "bytes": decoders.ByteFallback,
    "metaspace": decoders.Metaspace,
    "metaspace, never": lambda: decoders.Metaspace(prepend_scheme="never"),
    "metaspace of a letter": lambda: decoders.Metaspace("a"),
    "word pieces": decoders.WordPiece,
    "word pieces, no cleaning": lambda: decoders.WordPiece(cleanup=False),
    "word pieces of a letter": lambda: decoders.WordPiece("a"),
    "word ends": decoders.BPEDecoder,
    "speech": lambda: decoders.CTC(),
    "speech, no cleaning": lambda: decoders.CTC(cleanup=False),
    "byte-level": decoders.ByteLevel,
    "byte-level, stripped": lambda: decoders.Sequence([decoders.ByteLevel(), decoders.Strip(" ", 2, 0)]),
    "Gemma": lambda: decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()]),
    "blanks taken out": lambda: decoders.Sequence([decoders.Fuse(), decoders.Replace(" n't", "n't")]),
    "an expression": lambda: decoders.Sequence(
        [decoders.Fuse(), decoders.Replace(tokenizers.Regex(r"\s+(?=not)"), "_")]
    ),
    "an expression for each": lambda: decoders.Replace(tokenizers.Regex("[st]"), "<>"),
    "overlapping": lambda: decoders.Sequence(
        [decoders.Fuse(), decoders.Replace("thethes", "1"), decoders.Replace("the1", "")]
    ),
    "each stripped": lambda: decoders.Strip("t", 1, 0),
    "stripped at the end": lambda: decoders.Sequence(
        [decoders.Metaspace(), decoders.Fuse(), decoders.Strip(" ", 0, 2)]
    ),
    "joined first": lambda: decoders.Sequence([decoders.Fuse(), decoders.ByteFallback(), decoders.WordPiece()]),
    "joined, word ends": lambda: decoders.Sequence([decoders.Fuse(), decoders.BPEDecoder(), decoders.Metaspace()]),
    "joined, metaspace kept": lambda: decoders.Sequence([decoders.Fuse(), decoders.Metaspace(prepend_scheme="never")]),
    "joined, speech": lambda: decoders.Sequence([decoders.Fuse(), decoders.CTC()]),
    "joined, byte-level": lambda: decoders.Sequence([decoders.Fuse(), decoders.ByteLevel()]),
    "within each other": lambda: decoders.Sequence(
        [decoders.Sequence([decoders.CTC(), decoders.WordPiece()]), decoders.Fuse(), decoders.Strip("t", 1, 1)]
    ),
}


@pytest.fixture(scope="module", params=DECODERS)
def decoding(request: pytest.FixtureRequest) -> Tokenizer:
    return with_decoder(DECODERS[request.param]())


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_any_ids_in_any_decoder_give_what_decoding_all_at_once_gives(decoding: Tokenizer, data: st.DataObject) -> None:
    some = st.sampled_from([*range(len(WORDS)), decoding.vocab_size - 1, decoding.vocab_size, 1 << 31])
    emoji = st.sampled_from([[decoding.backend.token_to_id(BYTES[b]) for b in text.encode()] for text in "😀é漢"])
    any_bytes = st.lists(st.integers(len(WORDS), decoding.vocab_size - 1), max_size=3)
    drawn = data.draw(st.lists(st.one_of(some.map(lambda i: [i]), emoji, any_bytes), max_size=12))
    ids = list(itertools.chain(*drawn))
    for skip in (False, True):
        whole = decoded(decoding, ids, skip)
        try:
            parts, rest = streamed(decoding, ids, skip_special=skip)
            assert "".join(parts) + rest == whole
        except StudioError:
            assert whole is None


@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_a_text_goes_on_from_any_ids(decoding: Tokenizer, data: st.DataObject) -> None:
    before = data.draw(st.lists(st.integers(0, len(WORDS) - 1), max_size=6))
    ids = data.draw(st.lists(st.integers(0, len(WORDS) - 1), max_size=6))
    start, whole = decoded(decoding, before), decoded(decoding, before + ids)
    if start is None or whole is None:
        return
    decoder = StreamDecoder(decoding, before)
    continued = "".join(decoder.push(token) for token in ids) + decoder.finish()
    if whole.startswith(start):
        assert start + continued == whole
    else:  # the end of the text before became another: only blanks may have
        assert "".join(whole.split()).endswith("".join(continued.split()))


def sentence_pieces(**options: str) -> Tokenizer:
    """As Llama 2 and Gemma have it: "▁" for a blank, bytes for what is not in the vocabulary."""
    vocabulary = dict.fromkeys(["▁the", "▁cat", "s", "▁", "ñ", ".", "▁▁"], -1.0) | dict.fromkeys(BYTES, -5.0)
    backend = tokenizers.Tokenizer(models.Unigram([("<unk>", -9.0), *vocabulary.items()], 0, byte_fallback=True))
    backend.pre_tokenizer = pre_tokenizers.Metaspace(**options)
    backend.decoder = llama()
    return with_special(backend)


def llama_2() -> Tokenizer:
    words = ["<unk>", *BYTES, "▁", "t", "h", "e", "▁t", "he", "▁the", "i", "hi"]
    merges = [("▁", "t"), ("h", "e"), ("▁t", "he"), ("h", "i")]
    model = models.BPE(
        {w: i for i, w in enumerate(words)}, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True
    )
    backend = tokenizers.Tokenizer(model)
    backend.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    backend.decoder = llama()
    return with_special(backend)


def plain_unigram() -> Tokenizer:
    letters = sorted(set("".join(TEXTS)) - {" "})
    backend = tokenizers.Tokenizer(models.Unigram([("<unk>", -9.0), *((c, -3.0) for c in ["▁", "▁the", *letters])], 0))
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    return with_special(backend)


def word_pieces() -> Tokenizer:
    words = ["[UNK]", "play", "##ing", "##s", "do", "n", "'", "t", ".", ",", "the", "cat", "no", "not", "!", "s"]
    backend = tokenizers.Tokenizer(models.WordPiece({word: i for i, word in enumerate(words)}, unk_token="[UNK]"))
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.BertPreTokenizer(), decoders.WordPiece()
    return with_special(backend)


def word_ends() -> Tokenizer:
    letters = sorted(set("".join(TEXTS)) - {" "})
    vocabulary = {text: i for i, text in enumerate(["<unk>", *letters, *(letter + "</w>" for letter in letters)])}
    backend = tokenizers.Tokenizer(models.BPE(vocabulary, [], unk_token="<unk>", end_of_word_suffix="</w>"))
    backend.pre_tokenizer, backend.decoder = pre_tokenizers.Whitespace(), decoders.BPEDecoder()
    return with_special(backend)


def with_special(backend: tokenizers.Tokenizer) -> Tokenizer:
    backend.add_special_tokens([AddedToken(text, special=True) for text in SPECIAL])
    return Tokenizer(backend)


KINDS = {
    "Unigram with bytes": sentence_pieces,
    "Unigram with bytes, first": lambda: sentence_pieces(prepend_scheme="first"),
    "BPE with bytes": llama_2,
    "Unigram": plain_unigram,
    "WordPiece": word_pieces,
    "word ends": word_ends,
}


@pytest.fixture(scope="module", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Tokenizer:
    return KINDS[request.param]()


@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_whole(kind: Tokenizer, text: str) -> None:
    ids = kind.encode(text)
    for skip in (False, True):
        parts, rest = streamed(kind, ids, skip_special=skip)
        assert "".join(parts) + rest == kind.backend.decode(ids, skip_special_tokens=skip)


@settings(deadline=None, max_examples=30)
@given(text=st.text(st.sampled_from("the cat's. ñé\u0301漢𠀀😀🇪🇸👩🏽\u200d🚀\u0000\ufffd<s>\n▁"), max_size=30))
def test_any_text_comes_whole(kind: Tokenizer, text: str) -> None:
    ids = kind.encode(text)
    parts, rest = streamed(kind, ids)
    assert "".join(parts) + rest == kind.backend.decode(ids, skip_special_tokens=False)


@pytest.mark.parametrize("name", ["Unigram with bytes", "BPE with bytes"])
def test_characters_of_bytes_come_when_their_run_ends(name: str) -> None:
    tokenizer = KINDS[name]()
    parts, rest = streamed(tokenizer, tokenizer.encode("the 😀🎉 the"))
    assert "".join(parts) + rest == "the 😀🎉 the"
    assert "😀🎉" in "".join(parts)
    assert not any("\ufffd" in part for part in parts)


def test_word_pieces_join_without_their_marks() -> None:
    tokenizer = word_pieces()
    assert streamed(tokenizer, tokenizer.encode("playing, plays.")) == (["play", "ing", ",", " play", "s", "."], "")


@pytest.mark.parametrize("text", hostile_texts())
def test_never_shows_half_a_character(trained: Tokenizer, text: str) -> None:
    parts, rest = streamed(trained, trained.encode(text))
    assert "".join(parts) == text
    assert rest == ""


def test_a_split_character_comes_with_its_last_token(trained: Tokenizer) -> None:
    ids = trained.encode_text("a𝄞b")
    assert len(ids) == 6
    assert streamed(trained, ids) == (["a", "", "", "", "𝄞", "b"], "")


@settings(deadline=None, max_examples=30)
@given(ids=st.lists(st.integers(0, 399)))
def test_any_bytes_give_what_decoding_all_at_once_gives(trained: Tokenizer, ids: list[int]) -> None:
    parts, rest = streamed(trained, ids)
    assert "".join(parts) + rest == trained.decode(ids)


@pytest.mark.parametrize("text", TEXTS)
def test_pieces_join_to_the_text(kind: Tokenizer, text: str) -> None:
    ids = kind.encode(text)
    pieces = pieces_of(ids, kind)
    assert len(pieces) == len(ids)
    assert "".join(pieces) == kind.decode(ids)


def test_the_piece_of_a_last_token_that_completes_nothing_says_so(trained: Tokenizer) -> None:
    assert pieces_of(trained.encode_text("a𝄞")[:-1], trained) == ("a", "", "", "\ufffd")


def test_pieces_of_ids_that_must_be_tried_are_told_apart() -> None:
    tokenizer = with_decoder(decoders.Replace(tokenizers.Regex("[st]"), "<>"))
    tokenizer.rehearse_ids = lambda ids: None
    ids = tokenizer.encode("the cat")
    assert pieces_of(ids, tokenizer) == tuple(tokenizer.decode([token]) for token in ids)


def test_a_character_that_never_ends_is_replaced_at_the_end(trained: Tokenizer) -> None:
    ids = trained.encode_text("a𝄞")[:-1]
    assert streamed(trained, ids) == (["a", "", "", ""], "\ufffd")


def test_a_character_of_the_text_before_is_not_given_again() -> None:
    tokenizer = llama_2()
    before = tokenizer.encode("hi 😀")
    decoder = StreamDecoder(tokenizer, before)
    ids = tokenizer.encode("🎉 the", add_special_tokens=False)[1:]
    assert "".join(decoder.push(token) for token in ids) + decoder.finish() == "🎉 the"


def test_nothing_of_the_text_before_is_given_again_where_a_later_token_takes_a_blank_out() -> None:
    backend = tokenizers.Tokenizer(models.WordLevel({"do": 0, " n": 1, "'t": 2, " go": 3}, unk_token="do"))
    backend.decoder = decoders.Sequence([decoders.Fuse(), decoders.Replace(" n't", "n't")])
    tokenizer = Tokenizer(backend)
    assert "".join(streamed(tokenizer, [0, 1, 2, 3])[0]) == "don't go"
    decoder = StreamDecoder(tokenizer, [0, 1])
    assert [decoder.push(2), decoder.push(3), decoder.finish()] == ["'t", " go", ""]


def test_ids_that_must_be_tried_are_tried_before_they_become_text() -> None:
    tokenizer = with_decoder(decoders.Replace(tokenizers.Regex("[st]"), "<>"))
    tried: list[list[int]] = []
    tokenizer.rehearse_ids = lambda ids: tried.append(list(ids))
    assert streamed(tokenizer, [0, 5, 0]) == (["", "", ""], tokenizer.backend.decode([0, 5, 0]))
    assert tried == [[0, 5, 0]]


def test_the_work_for_a_token_does_not_grow_with_the_text(monkeypatch: pytest.MonkeyPatch) -> None:
    tokenizer = llama_2()
    monkeypatch.setattr(tokenizer, "decode", lambda ids, **options: pytest.fail("decodes again"))
    ids = tokenizer.encode("the 😀 hi ") * 20_000
    parts, rest = streamed(tokenizer, ids)
    assert "".join(parts) + rest == tokenizer.backend.decode(ids, skip_special_tokens=False)
