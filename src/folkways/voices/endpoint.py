"""One question to an OpenAI-compatible endpoint: no tools, no redirects, bounded in time and size, nothing kept."""

from __future__ import annotations

import json
import os
from typing import Any

from folkways.errors import ModelSilent
from folkways.model.config import VoiceModel
from folkways.voices.grounded import Ask

SECONDS = 60.0
MOST_BYTES = 200_000
MOST_TOKENS = 600


def asking(model: VoiceModel) -> Ask:
    """A function that asks this model. Its key comes from the environment and is in no message; raises ModelSilent."""

    def ask(instructions: str, listed: str) -> str:
        messages = [{"role": "system", "content": instructions}, {"role": "user", "content": listed}]
        asked = {"model": model.name, "messages": messages, "temperature": 0, "max_tokens": MOST_TOKENS}
        return _content(_posted(model, asked), model.url)

    return ask


def _posted(model: VoiceModel, asked: dict[str, Any]) -> bytes:
    try:
        import httpx2
    except ImportError as error:
        raise ModelSilent(model.url, "the package httpx2 is not installed (extra `model`)") from error
    key = os.environ.get(model.key_env, "")
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    address = f"{model.url.rstrip('/')}/chat/completions"
    try:
        with (
            httpx2.Client(timeout=SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", address, json=asked, headers=headers) as answer,
        ):
            if answer.status_code != 200:
                raise ModelSilent(model.url, f"it answered with status {answer.status_code}")
            return _bounded(answer.iter_bytes(), model.url)
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise ModelSilent(model.url, type(error).__name__) from error


def _bounded(parts: Any, url: str) -> bytes:
    found = b""
    for part in parts:
        found += part
        if len(found) > MOST_BYTES:
            raise ModelSilent(url, f"its answer is longer than {MOST_BYTES:,} bytes")
    return found


def _content(answer: bytes, url: str) -> str:
    try:
        return str(json.loads(answer)["choices"][0]["message"]["content"])
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise ModelSilent(url, "its answer is not that of a chat completion") from error
