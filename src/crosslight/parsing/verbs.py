"""Reporting verbs by what the word itself conveys.

The kinds follow C. R. Caldas-Coulthard, "On reporting reporting" (in M. Coulthard, ed., Advances in
Written Text Analysis, 1994), who sets neutral verbs ("say", "tell") apart from those by which a reporter
also says how the words were meant ("claim", "insist", "admit", "accuse"); verbs that take what is said
for true ("reveal", "point out") are the factives of P. and C. Kiparsky, "Fact" (1970), and K. Hyland,
"Activity and evaluation" (2002). The lists were put together by hand. A kind describes the word; which
word fits is for the reader to weigh.
"""

from __future__ import annotations

from collections.abc import Mapping

KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(lemma.strip() for lemma in lemmas.split(","))
    for kind, lemmas in {
        "neutral": """say, tell, state, report, write, add, ask, answer, reply, respond, comment, remark,
            mention, speak, talk, quote, cite, continue, go on, recall, recount, describe, call, announce,
            declare, publish, post, tweet, inform, brief, relate, testify, note, observe, accord, according,
            per, via, statement, message, letter, interview, read, express, discuss, address, release, issue,
            broadcast, relay, narrate, hear, put, :""",
        "doubting": """claim, allege, purport, profess, pretend, suggest, imply, insinuate, hint, speculate,
            reportedly, allegedly, supposedly, purportedly, apparently, allegation, rumor, rumour, alleged,
            purported, supposed""",
        "insisting": """insist, assert, maintain, contend, argue, affirm, reaffirm, reiterate, repeat, stress,
            emphasize, emphasise, underline, underscore, swear, aver, avow, avouch, assertion, insistence,
            contention, argument, defend, protest""",
        "conceding": """admit, concede, acknowledge, confess, allow, grant, own up, admission, confession,
            apologize, apologise, regret""",
        "denying": """deny, reject, dismiss, dispute, refute, rebut, repudiate, disavow, contradict, disagree,
            rule out, disclaim, denial, rejection, object, oppose, decline, refuse, counter""",
        "presenting": """reveal, disclose, point out, confirm, explain, show, find, prove, establish,
            discover, indicate, demonstrate, clarify, verify, know, realize, realise, learn, conclude,
            confirmation, revelation, finding, highlight""",
        "blaming": """accuse, blame, condemn, criticize, criticise, denounce, slam, blast, charge, fault,
            decry, deplore, lambast, lambaste, rebuke, chide, rip, complain, mock, accusation, criticism,
            complaint, condemnation, lament, attack, assail, lash out""",
        "warning": "warn, threaten, caution, alert, warning, threat",
        "asking": """urge, demand, call for, call on, order, request, appeal, beg, plead, press, propose,
            recommend, advise, instruct, invite, want, seek, advocate, proposal, question, wonder, inquire,
            enquire""",
        "promising": """promise, pledge, vow, commit, guarantee, assure, offer, agree, accept, plan, intend,
            aim, undertake""",
        "thinking": """think, believe, expect, hope, fear, consider, feel, suppose, doubt, assume, estimate,
            predict, forecast, guess, suspect, view, see, understand, worry, regard, anticipate, belief,
            opinion, project, concern, decide""",
    }.items()
}
"""Kind to lemmas."""

KIND: Mapping[str, str] = {lemma: kind for kind, lemmas in KINDS.items() for lemma in lemmas}
"""Lemma to kind."""
