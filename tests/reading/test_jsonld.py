import json

from crosslight.reading.jsonld import Metadata, metadata, plain


def said(**fields: object) -> Metadata | None:
    return metadata([json.dumps({"@type": "NewsArticle", **fields})])


def test_the_fields_of_an_article() -> None:
    found = said(
        headline="Ferry  aground\n",
        datePublished="2026-03-04T05:06:07Z",
        author=[
            {"@type": "Person", "name": "A. Gull"},
            "B. Tern",
            {"name": "A. Gull"},
            {"name": "https://x.example/c"},
        ],
        publisher={"@type": "Organization", "name": "Gull"},
        mainEntityOfPage={"@type": "WebPage", "@id": "https://gull.example/ferry"},
        articleBody="It ran aground.\n\nNobody was hurt.",
    )
    assert found == Metadata(
        headline="Ferry aground",
        outlet="Gull",
        published="2026-03-04T05:06:07+00:00",
        byline="A. Gull, B. Tern",
        url="https://gull.example/ferry",
        body="It ran aground.\nNobody was hurt.",
    )


def test_what_is_not_valid_is_not_said() -> None:
    wrong = said(
        headline=["x"], datePublished="2026-02-30", author=7, publisher=[], url="javascript:x", articleBody={}
    )
    assert wrong == Metadata()
    assert said(articleBody="<p>Markup</p>") == Metadata()


def test_an_article_is_found_in_a_graph_and_behind_comments() -> None:
    graph = {
        "@graph": [{"@type": "WebSite"}, {"@type": ["Thing", "ReportageNewsArticle"], "headline": "Here"}]
    }
    for script in (
        json.dumps(graph),
        f"<!--\n{json.dumps(graph)}\n-->",
        f"//<![CDATA[\n{json.dumps(graph)}\n//]]>",
    ):
        found = metadata(["{broken", "[" * 100_000, script])
        assert found is not None
        assert found.headline == "Here"


def test_no_article_is_none() -> None:
    assert metadata(['{"@type": "WebSite", "headline": "Not this"}', "3", "null", '{"@type": 3}']) is None


def test_among_several_the_one_in_the_title_is_the_pages_own() -> None:
    teasers = [{"@type": "NewsArticle", "headline": name} for name in ("Rain", "Ferry runs aground", "Wind")]
    found = metadata([json.dumps(teasers)], "Ferry runs aground | Gull")
    assert found is not None
    assert found.headline == "Ferry runs aground"


def test_character_references_are_resolved_but_never_into_markup() -> None:
    assert plain("It&#8217;s &amp; was") == "It’s & was"
    assert plain("&lt;script&gt;alert(1)&lt;/script&gt;") == "&lt;script&gt;alert(1)&lt;/script&gt;"
    assert plain("<b>kept</b>") == "<b>kept</b>"
    assert plain("a\ud800") == "a\ufffd"
