from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkways.errors import ConfigError, SourceError
from folkways.sources.csv_text import CsvRows, detected_delimiter, read_csv
from folkways.sources.file_bytes import plain_file


def read(folder: Path, text: str | bytes, **options: str) -> CsvRows:
    file = folder / "a.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_csv(plain_file(file), encoding=options.get("encoding"), delimiter=options.get("delimiter"))


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_cuts_all_rows_alike(tmp_path: Path, mark: str) -> None:
    rows = read(tmp_path, f'a{mark}b\n"x, y; z|w"{mark}2\n3{mark}"4,5"\n')
    assert rows.columns.to_pydict() == {"a": ["x, y; z|w", "3"], "b": ["2", "4,5"]}


def test_a_decimal_comma_does_not_win_over_the_semicolon() -> None:
    assert detected_delimiter("a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n") == ";"


def test_everything_stays_text_and_the_empty_field_is_null(tmp_path: Path) -> None:
    rows = read(tmp_path, 'a,b,c\n007,"",1e5\n')
    assert rows.columns.to_pydict() == {"a": ["007"], "b": [None], "c": ["1e5"]}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_a_byte_order_mark_tells_the_encoding(tmp_path: Path, encoding: str) -> None:
    text = "\ufeffname,b\nZoë,1\n" if encoding == "utf-16-le" else "name,b\nZoë,1\n"
    assert read(tmp_path, text.encode(encoding)).columns.to_pydict() == {"name": ["Zoë"], "b": ["1"]}


def test_a_wrong_encoding_names_byte_and_line_and_suggests_another(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"not utf-8: byte 0xeb in line 3.*encoding = \"cp1252\""):
        read(tmp_path, "name,b\nAnn,1\nZoë,2\n".encode("cp1252"), encoding="utf-8")


def test_the_told_encoding_is_used(tmp_path: Path) -> None:
    rows = read(tmp_path, "name,b\nZoë,2\n".encode("cp1252"), encoding="cp1252")
    assert rows.columns["name"].to_pylist() == ["Zoë"]


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="No encoding 'latin-nine'"):
        read(tmp_path, "a,b\n1,2\n", encoding="latin-nine")


def test_ragged_rows_are_told_by_number_and_the_others_keep_theirs(tmp_path: Path) -> None:
    rows = read(tmp_path, "a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert rows.columns["a"].to_pylist() == ["1", "7"]
    assert rows.rows.to_pylist() == [1, 4]
    assert [(odd.row, odd.reason) for odd in rows.odd] == [
        (2, "1 fields where the header has 2"),
        (3, "3 fields where the header has 2"),
    ]


@pytest.mark.parametrize("tail", ['4,"5,6\n7,8,9\n', '4,5,"6\n7,8,9\n'])
def test_a_quote_never_closed_is_refused(tmp_path: Path, tail: str) -> None:
    with pytest.raises(SourceError, match="a quote opened in row 2 is never closed"):
        read(tmp_path, "a,b,c\n1,2,3\n" + tail)


def test_a_line_break_inside_quotes_is_part_of_the_value(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,b\n1,"x\ny"\n').columns["b"].to_pylist() == ["x\ny"]


def test_rows_are_counted_not_lines(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,b\n1,"x\ny\nz"\n\n3\n4,5\n').odd[0].row == 2


def test_an_inch_mark_inside_a_value_is_a_character(tmp_path: Path) -> None:
    assert read(tmp_path, 'a,b\n1,27" screen\n2,x\n').columns["b"].to_pylist() == ['27" screen', "x"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a,b\n1,\x002\n", "holds NUL characters"),
        (b"a,b\n", "has a header and no rows"),
        (b"\n", "is empty"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    with pytest.raises(SourceError, match=words):
        read(tmp_path, content)


def test_a_column_without_a_name_gets_its_number(tmp_path: Path) -> None:
    assert read(tmp_path, ",b\n0,1\n").columns.column_names == ["column 1", "b"]


plain = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=8)
    .map(str.strip)
    .filter(bool)
)


@given(st.lists(st.tuples(plain, plain), min_size=1, max_size=30))
def test_what_the_standard_library_writes_comes_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]]
) -> None:
    file = tmp_path_factory.mktemp("csv") / "a.csv"
    with file.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([("a", "b"), *rows])
    told = read_csv(plain_file(file), delimiter=",")
    assert list(zip(told.columns["a"].to_pylist(), told.columns["b"].to_pylist(), strict=True)) == rows


@pytest.mark.parametrize(
    ("encoding", "guess", "town"),
    [
        ("cp1252", "cp1252", "Köln"),
        ("shift_jis", "cp932", "ひたちなか市カフェ"),
        ("utf-16-le", "utf-16-le", "Köln"),
        ("utf-16-be", "utf-16-be", "Köln"),
        ("cp1251", "cp1251", "Санкт-Петербург, кофе вкусный и недорогой, приду ещё"),
        ("latin-1", "cp1252", "Málaga"),
    ],
)
def test_an_encoding_that_nobody_told_is_guessed_and_said(
    tmp_path: Path, encoding: str, guess: str, town: str
) -> None:
    rows = read(tmp_path, f"town;b\n{town};1\nBonn;2\n".encode(encoding))
    assert rows.columns["town"].to_pylist() == [town, "Bonn"]
    assert rows.guessed == {"encoding": guess, "delimiter": ";"}


BROKEN = "town,b\nKöln,1\nZürich,2\nMünster,3\n".encode().replace("ü".encode(), b"\xc3", 1)


def test_broken_utf8_is_refused_with_its_place_and_no_other_encoding_is_guessed(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"not utf-8: byte 0xc3 in line 3.*repair = \"bytes\""):
        read(tmp_path, BROKEN)


def test_broken_utf8_is_read_with_a_sign_for_what_is_lost_when_that_is_asked(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(BROKEN)
    told = read_csv(plain_file(tmp_path / "a.csv"), repair="bytes")
    assert told.columns["town"].to_pylist() == ["Köln", "Z�rich", "Münster"]
    assert told.notes == ["broken UTF-8; what cannot be read stands as �"]


@pytest.mark.parametrize("packed", [True, False])
def test_a_single_line_beyond_the_bound_is_refused(tmp_path: Path, packed: bool) -> None:
    text = b"a,b\n1," + b"x" * (40 << 20) + b"\n"
    if packed:
        (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text, 1))
    else:
        (tmp_path / "a.csv").write_bytes(text)
    with pytest.raises(SourceError, match=r"cannot be read as CSV|unpacks to more than"):
        read_csv(plain_file(tmp_path / ("a.csv.gz" if packed else "a.csv")))


def test_a_single_line_without_an_end_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    with file.open("wb") as sparse:
        sparse.write(b"a" * (40 << 20))
    with pytest.raises(SourceError):
        read_csv(plain_file(file))


def test_a_hundred_thousand_columns_are_refused(tmp_path: Path) -> None:
    names = ",".join(f"c{number}" for number in range(100_000))
    with pytest.raises(SourceError, match=r"100,000 columns; 16,384 are the most"):
        read(tmp_path, f"{names}\n1\n")


def test_right_to_left_text_emoji_and_formulas_stay_as_they_are(tmp_path: Path) -> None:
    values = ["مرحبا ‏بكم", "👩🏽‍🦰 ok", '=HYPERLINK("x")', "+49 30 1", "@cmd", "-1"]
    text = "a,b\n" + "".join(f'"{value.replace(chr(34), chr(34) * 2)}",1\n' for value in values)
    assert read(tmp_path, text).columns["a"].to_pylist() == values


def test_columns_of_the_same_name_are_told_apart(tmp_path: Path) -> None:
    assert read(tmp_path, "a,b,A\n1,2,3\n").columns.column_names == ["a [1]", "b", "A [2]"]


def test_utf_16_without_its_mark_is_told_and_what_only_seems_so_is_no_crash(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="utf-16-le"):
        read(tmp_path, "name,b\nZoë,1\n".encode("utf-16-le"), encoding="utf-16")
    with pytest.raises(SourceError, match="is not utf-8"):
        read(tmp_path, b"no," + b"\n" * 33 + b"\xff\xfe\x00\nfe\x99\x99")
