"""Files and functions stay small enough to be read at one go."""

from __future__ import annotations

from statistics import median, quantiles

from tests.architecture.house import PROJECT, SOURCE, Module, code_lines, kept_files, modules

SMALL_SAMPLE = 60
"""Below this many functions the shares say nothing yet."""


def too_long(files: list[Module], limit: int) -> list[str]:
    return [f"{file.place}: {file.length} lines, {limit} allowed" for file in files if file.length > limit]


def test_no_source_file_is_longer_than_400_lines() -> None:
    assert too_long(modules(SOURCE) + modules(PROJECT / "tools") + modules(PROJECT / "bench"), 400) == []


def test_no_test_file_is_longer_than_600_lines() -> None:
    assert too_long(modules(PROJECT / "tests"), 600) == []


def test_no_file_of_the_web_app_is_longer_than_400_lines() -> None:
    web = [Module(path) for path in kept_files(".ts", ".tsx", ".css") if "web/src" in path.as_posix()]
    written = [file for file in web if "generated" not in file.text[:300].lower()]
    assert too_long(written, 400) == []


def test_the_median_source_file_has_at_most_180_lines() -> None:
    assert median(file.length for file in modules(SOURCE)) <= 180


def test_functions_have_a_median_of_8_lines_and_nine_of_ten_at_most_30() -> None:
    lengths = {
        f"{file.place}:{function.lineno} {function.name}": code_lines(function)
        for file in modules(SOURCE)
        for function in file.functions
    }
    if len(lengths) < SMALL_SAMPLE:
        return
    longest = sorted(lengths.items(), key=lambda item: -item[1])[:15]
    offenders = "\n".join(f"{lines:4d}  {place}" for place, lines in longest)
    assert median(lengths.values()) <= 8, offenders
    assert quantiles(lengths.values(), n=10)[-1] <= 30, offenders


def test_no_function_is_longer_than_60_lines() -> None:
    offenders = [
        f"{file.place}:{function.lineno} {function.name}: {code_lines(function)} lines"
        for file in modules(SOURCE)
        for function in file.functions
        if code_lines(function) > 60
    ]
    assert offenders == []
