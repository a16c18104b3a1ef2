"""Writes conversations of one to four exchanges in one language."""

from __future__ import annotations

from typing import Any

from gpt_studio.corpora.documents import Turn
from gpt_studio.corpora.sample import english_talk, spanish_talk
from gpt_studio.corpora.sample.dice import Dice

_CASUAL = 12  # percent of the questions written the way people type: no capital, no closing mark
_LEAD = 15  # percent of the questions that begin with a few words before the question
_STORY_LENGTH = 300


def conversation(dice: Dice, language: str) -> tuple[Turn, ...]:
    """The turns of a conversation in ``en`` or ``es``; it begins with the user and ends with the assistant."""
    talk: Any = english_talk if language == "en" else spanish_talk
    exchanges = [talk.greeting(dice)] if dice.chance(20) else []
    for _ in range(dice.pick((1, 1, 2, 2, 3))):
        question, answer = _weighted(talk.QUESTIONS, dice)(dice)
        if all(question != earlier for earlier, _ in exchanges):
            exchanges.append((question, answer))
        if len(answer) > _STORY_LENGTH:
            break
    if dice.chance(15):
        exchanges.append(talk.farewell(dice))
    turns: list[Turn] = []
    for question, answer in exchanges:
        asked = led(question, dice.pick(talk.LEADS)) if dice.chance(_LEAD) else question
        asked = casual(asked) if dice.chance(_CASUAL) else asked
        turns += [Turn("user", asked), Turn("assistant", answer.strip())]
    return tuple(turns)


def casual(text: str) -> str:
    """``¿Qué es un gato?`` -> ``qué es un gato``. A text of several sentences stays as it is."""
    bare = text.strip("?!.").replace("¿", "").replace("¡", "")
    return text if any(mark in bare for mark in ".?!") else bare[0].lower() + bare[1:]


def led(question: str, lead: str) -> str:
    """``What is a cat?`` -> ``Please, what is a cat?``. What is not one question stays as it is."""
    if not question.endswith("?") or any(mark in question[:-1] for mark in ".?!:"):
        return question
    if lead.endswith(("! {}", ". {}")):
        return lead.format(question)
    start = 1 if question.startswith("¿") else 0
    return lead.format(question[:start] + question[start].lower() + question[start + 1 :])


def _weighted(choices: tuple[tuple[int, Any], ...], dice: Dice) -> Any:
    left = dice.below(sum(weight for weight, _ in choices))
    for weight, choice in choices:
        left -= weight
        if left < 0:
            return choice
    raise AssertionError("weights are positive")
