import time

import pytest

from crosslight.reading.markup import plain


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("No markup, 3 > 2.", "No markup, 3 > 2."),
        ("<p>One.</p><p>Two <b>bold</b> words.</p>", "One.\nTwo bold words."),
        ("One.<br>Two.<br/>\nThree\nlines.", "One.\nTwo.\nThree lines."),
        ("<ul><li>One<li>Two</ul>after", "One\nTwo\nafter"),
        ("Fish &amp; chips &lt;b&gt; &nbsp; &#8220;now&#x201d;", "Fish & chips <b> “now”"),
        ("<script>alert(1)</script><style>p{}</style><p>Text</p>tail<!-- note --><?php x ?>", "Text\ntail"),
        ("<video>No video.</video> seen", "seen"),
        ("a<span>b</span>c", "abc"),
        ("<p>unclosed <i>and <p>crossed</i> over", "unclosed and\ncrossed over"),
        ("</div></p>stray", "stray"),
        ("a\0b & \ud800c", "ab & \ufffdc"),
        ("<p>", ""),
        ("", ""),
        ("<", "<"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_markup_becomes_lines_of_text(markup: str, text: str) -> None:
    assert plain(markup) == text


@pytest.mark.parametrize("piece", ["<p>", "<b>", "<!--", "&x", "<a x='", "<![CDATA[", "</p>", "<p a"])
def test_time_grows_with_length(piece: str) -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        plain(piece * times)
        return time.process_time() - began

    seconds(10)
    # Four times the text: sixteen times the time, were it quadratic.
    assert seconds(80_000) < 9 * seconds(20_000) + 0.1
