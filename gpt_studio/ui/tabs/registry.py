"""The tabs, in the order of the stages. A new tab is one folder and one line here."""

from __future__ import annotations

from gpt_studio.ui.tabs.chat.tab import ChatTab
from gpt_studio.ui.tabs.corpora.tab import CorpusTab
from gpt_studio.ui.tabs.models.tab import ModelsTab
from gpt_studio.ui.tabs.tokenizer.tab import TokenizerTab
from gpt_studio.ui.tabs.training.tab import TrainingTab
from gpt_studio.ui.widgets.tab import Tab

TABS: tuple[type[Tab], ...] = (CorpusTab, TokenizerTab, TrainingTab, ModelsTab, ChatTab)
