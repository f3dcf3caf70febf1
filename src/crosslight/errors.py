"""Every error that Crosslight raises on purpose.

CrosslightError
├── ReadError        an input could not be read; `input` and `why` say which and why
├── FetchError       an address could not be fetched; `url` and `why` say which and why
├── WriteError       a report could not be written; `output` and `why` say which and why
├── JudgementError   what a reader says of two sentences does not fit them, or the link between them
├── CompareError     fewer than two articles are left to compare, or two have one id
├── LibraryError     a library could not be opened, read or written; `library` and `why` say which and why
│   └── MissingError it has no story, article or judgement of that name
└── PipelineError    the language pipeline or a model file is missing or unfit
"""

from __future__ import annotations


class CrosslightError(Exception):
    """The root of the tree."""


class ReadError(CrosslightError):
    """An input, or a part of one, could not be read."""

    def __init__(self, input: str, why: str) -> None:
        super().__init__(f"{input}: {why}")
        self.input = input
        self.why = why


class FetchError(CrosslightError):
    """An address could not be fetched.

    `status` is that of the response, 0 where there was none; `retry_after` the seconds for which the server
    asks to be left alone, None where it does not.
    """

    def __init__(self, url: str, why: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(f"{url}: {why}")
        self.url = url
        self.why = why
        self.status = status
        self.retry_after = retry_after


class WriteError(CrosslightError):
    """A report could not be written."""

    def __init__(self, output: str, why: str) -> None:
        super().__init__(f"{output}: {why}")
        self.output = output
        self.why = why


class CompareError(CrosslightError):
    """There is nothing to compare."""


class JudgementError(CrosslightError):
    """A judgement does not fit the sentences, or the link, that it is about."""


class LibraryError(CrosslightError):
    """A library could not be opened, read or written."""

    def __init__(self, library: str, why: str) -> None:
        super().__init__(f"{library}: {why}")
        self.library = library
        self.why = why


class MissingError(LibraryError):
    """A library has no story, article or judgement of that name."""


class PipelineError(CrosslightError):
    """The language pipeline or a model file is missing or unfit."""
