from hashlib import shake_256

import pytest

from crosslight.reading.encoding import decode, mend, printable

# What no text looks like, the same every time.
NOISE = shake_256(b"noise").digest(4000)
ENGLISH = "“We will not wait,” the harbour master said — the café’s owner agreed. The pier cost £20m.\r\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "mac_roman", "utf-16-le"]
)
def test_english_is_decoded_whole(encoding: str) -> None:
    decoded = decode((ENGLISH * 3).encode(encoding))
    assert decoded.text == ENGLISH * 3
    assert decoded.replaced == 0


def test_another_script_is_detected() -> None:
    text = "Порт закрыт во вторник, сообщил начальник порта. " * 3
    assert decode(text.encode("cp1251")).text == text


def test_line_ends_and_odd_spaces_are_kept() -> None:
    text = "A\r\nB\rC\nD\u00a0E\u2028F\u200bG\tH\fI"
    assert decode(text.encode()).text == text


def test_control_and_right_to_left_characters_are_kept() -> None:
    text = "\u202eabc\u202c \x07 \x1b[31m \u200f"
    assert decode(text.encode()).text == text


def test_a_declared_encoding_counts_where_the_bytes_are_not_utf_8() -> None:
    assert decode("Łódź".encode("iso-8859-2"), "ISO-8859-2").text == "Łódź"
    assert decode("Łódź".encode(), "iso-8859-2").text == "Łódź"
    # Pages that say Latin-1 mean windows-1252.
    assert decode("“yes”".encode("cp1252"), "iso-8859-1").text == "“yes”"


@pytest.mark.parametrize("label", ["punycode", "rot13", "no-such-thing", "unicode_escape"])
def test_odd_labels_are_passed_over(label: str) -> None:
    assert decode(ENGLISH.encode("cp1252"), label).text == ENGLISH


def test_damaged_utf_8_is_not_taken_for_another_encoding() -> None:
    damaged = (ENGLISH * 3).encode().replace("“".encode(), b"\xe2\x80", 1)
    decoded = decode(damaged)
    assert decoded.text == (ENGLISH * 3).replace("“", "\ufffd", 1)
    assert decoded.replaced == 1


def test_a_replacement_character_of_the_text_itself_is_no_damage() -> None:
    assert decode("a \ufffd b".encode()).replaced == 0
    assert decode("a \ufffd b".encode("utf-16")).replaced == 0


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7 text", "is a PDF"),
        (b"PK\x03\x04word/", "is a ZIP archive"),
        (b"\x89PNG\r\n", "is a PNG picture"),
        (b"text with a NUL \0 in it", "is binary"),
        (NOISE, "is binary"),
        (NOISE.replace(b"\0", b""), "is binary"),
    ],
)
def test_binary_data_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        decode(data)


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    assert mend("a\ud800b\udfffc") == ("a\ufffdb\ufffdc", 2)
    assert mend("fine 😀") == ("fine 😀", 0)


def test_names_fit_in_one_line() -> None:
    assert printable("a\nb\x1b\udcffé") == "a\\nb\\x1b\\udcffé"
