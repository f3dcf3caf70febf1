import json

from crosslight.reporting.annotations import to_annotations
from tests.reporting import ferry


def test_a_dossier_becomes_annotations_of_its_quotations_figures_and_links() -> None:
    dossier = ferry.dossier()
    page = json.loads(to_annotations(dossier, "story-7"))
    names = [one["id"].removeprefix("urn:crosslight:") for one in page["items"]]
    assert len({*names}) == len(names)
    linked = [one for one in page["items"] if one["motivation"] == "linking"]
    assert [one["id"] for one in linked] == [
        f"urn:crosslight:story-7/link-{n}" for n in range(len(dossier.links))
    ]
    texts = {parsed.article.id: parsed.article.text for parsed in dossier.articles}
    for one, link in zip(linked, dossier.links, strict=True):
        for place, span in ((one["target"], link.a), (one["body"][0], link.b)):
            position, quote = place["selector"]
            assert place["source"] == f"urn:crosslight:{span.article}#{span.field}"
            assert (position["start"], position["end"]) == (span.start, span.end)
            if span.field == "text":
                assert quote["exact"] == texts[span.article][span.start : span.end]
        assert one["body"][1]["value"].startswith(f"{link.relation}, {link.probability:.2f}: ")
    figures = sum(len(parsed.figures) + len(parsed.moments) for parsed in dossier.articles)
    assert sum("/figure-" in name for name in names) == figures > 0
    quoted = sum(len(speech.content) for parsed in dossier.articles for speech in parsed.speech)
    assert sum("/quotation-" in name for name in names) == quoted > 0
