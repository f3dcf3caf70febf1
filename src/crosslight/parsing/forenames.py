"""What common forenames, titles and nouns say of a person's gender."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Gender = Literal["m", "f"]

_MEN = frozenset(
    "andy gus hank joey kirk lou ned phil theo tobias wade zack aaron abdul abdullah adam adel"
    " ahmad ahmed al alan albert alejandro alex alexander alfred ali allen amir amit andre andrei"
    " andres andrew angelo anthony antonio antony arnold arthur asif ashraf barack barry ben"
    " benjamin bernard bernie bill billy bob boris brad bradley brandon brendan brett brian bruce"
    " bryan carl carlos cesar chad charles charlie chris christian christopher chuck claude colin"
    " craig dan daniel danny darren dave david dean dennis derek diego dmitry dominic don donald"
    " doug douglas duncan dwayne ed eddie edgar edmund eduardo edward edwin elias elijah elliot"
    " emmanuel emmett enrique eric erik ernest ethan eugene evan fadi faisal farid felix fernando"
    " francis francisco frank frankie franklin fred frederick gabriel gareth garry gary gavin geoff"
    " geoffrey george gerald gerard giorgio giovanni glenn gordon graham greg gregory guillermo gus"
    " hamid hans harold harry harvey hasan hassan hector henry herbert howard hugh hugo hussein ian"
    " ibrahim igor imran isaac ismail ivan jack jacob jaime jake jamal james jared jason javier jay"
    " jean jeff jeffrey jeremy jerome jerry jesus jim jimmy joao joe joel john johnny jon jonathan"
    " jordan jorge jose joseph josh joshua juan julian julio justin karim karl keith keir ken"
    " kenneth kevin khalid klaus kurt kyle lamar larry lars lawrence lee leo leon leonard lewis liam"
    " lloyd louis lucas luis luke mahmoud manuel marc marco marcus mario mark martin marvin mateo"
    " matt matteo matthew maurice max maxim michael miguel mike mikhail mitch mitt mohamed mohammad"
    " mohammed moshe muhammad mustafa nasser nathan neil nelson nick nicholas nicolas nigel noah"
    " norman oleg oliver omar oscar osama owen pablo patrick paul paulo pedro pete peter philip"
    " phillip pierre qasim rafael rahul rajesh ralph ramon randy rashid raul ray raymond reginald"
    " rex reza ricardo richard rick ricky rob robert roberto rodney rodrigo roger roland ron ronald"
    " ronnie rory ross roy russell ryan saad saeed salem saleh salman sam samuel saul scott sean"
    " sebastian sergei sergey sergio seth shane simon sergio stan stanley stephen steve steven"
    " stuart suleiman tariq ted terry theodore thomas tim timothy todd tom tommy tony travis trevor"
    " tyler victor viktor vince vincent vladimir volodymyr walter warren wayne wesley will william"
    " xavier yasser yousef youssef yusuf zach".split()
)
_WOMEN = frozenset(
    "abigail adriana agnes aisha alejandra alexandra alice alicia alison allison amal amanda amber"
    " amelia amina amy ana andrea angela angelina anita ann anna anne annette annie april ariana"
    " ashley audrey ayesha barbara beatrice becky bella beth bethany betty beverly bianca bonnie"
    " brenda bridget brittany camila carla carmen carol carolina caroline carolyn catherine cecilia"
    " charlotte chelsea cheryl chloe christina christine cindy claire clara claudia cynthia daisy"
    " dana danielle dawn deborah debbie debra denise diana diane dolores donna dora doris dorothy"
    " eileen elaine eleanor elena elise elizabeth ella ellen elsa emily emma erica erin esther eva"
    " evelyn faith fatima felicia fiona florence frances gabriela gail gina giorgia gladys gloria"
    " grace greta gretchen hanna hannah harriet heather heidi helen helena hillary hina holly ida"
    " ingrid irene isabel isabella ivanka jacinda jackie jacqueline jane janet janice jasmine jean"
    " jeanne jenna jennifer jenny jessica jill joan joanna joanne jodie josephine joy joyce juanita"
    " judith judy julia julie june kamala karen karin kate katherine kathleen kathryn kathy katie"
    " kayla kellyanne kelsey kimberly kirsten kristen kristin laura lauren layla leila lena leslie"
    " leticia lila lillian linda lisa liz lois lorraine louise lucia lucy luisa lydia lynn madeleine"
    " maggie malala marcia margaret maria mariam marie marilyn marina marjorie marta martha mary"
    " maryam maureen megan melania melanie melissa mercedes meredith mia michelle mildred miriam"
    " molly monica nadia nancy naomi natalia natalie natasha nicola nicole nikki nina noor nora olga"
    " olivia pamela patricia patsy paula pauline peggy penelope phyllis priya priti rachel rania"
    " rebecca regina renee rhonda rita roberta robin rosa rosalind rose rosemary ruth sabrina sally"
    " samantha sandra sara sarah shannon sharon sheila sherry shirley silvia sofia sonia sonya"
    " sophia sophie stacey stella stephanie sue susan suzanne svetlana sylvia tamara tammy tanya"
    " tara teresa tessa theresa tiffany tina tracy tulsi ursula valerie vanessa vera veronica"
    " victoria virginia vivian wanda wendy yasmin yolanda yvonne zainab zoe".split()
)
_MALE_NOUNS = frozenset(
    "mr mister sir lord king prince duke father brother son husband man boy spokesman chairman congressman"
    " councilman businessman policeman fireman imam sheikh pope actor uncle grandfather monsignor fr".split()
)
_FEMALE_NOUNS = frozenset(
    "mrs ms miss lady dame queen princess duchess mother sister daughter wife woman girl"
    " spokeswoman chairwoman congresswoman councilwoman businesswoman policewoman actress aunt"
    " grandmother madam".split()
)
_PLACES = frozenset(
    "virginia victoria charlotte georgia jordan florence chelsea carolina lincoln jackson george san"
    " elizabeth vernon ross marion austin alexandria jasper stanley paris".split()
)
PRONOUNS: dict[str, Gender] = {
    "he": "m", "him": "m", "his": "m", "himself": "m",
    "she": "f", "her": "f", "hers": "f", "herself": "f",
}  # fmt: skip


def is_forename(word: str, *, sure: bool = False) -> bool:
    """Tell whether a word in small letters is a common forename; if `sure`, not of a place."""
    return (word in _MEN or word in _WOMEN) and not (sure and word in _PLACES)


_NICKNAMES = """robert bob bobby rob robbie; william bill billy will; richard dick rick ricky; james jim jimmy
    jamie; john jack johnny; joseph joe joey; michael mike mick; edward ed eddie ted; charles charlie chuck;
    thomas tom tommy; anthony tony; lawrence larry; henry harry hank; gerald gerry jerry; elizabeth liz beth
    betty lizzie; margaret peggy maggie meg; katherine kate kathy katie; deborah deb debbie; susan sue;
    patricia pat patty; rebecca becky; andrew andy drew; stephen steve; benjamin ben; alexander alex;
    bernard bernie; ronald ron"""
_FULL = {short: names.split()[0] for names in _NICKNAMES.split(";") for short in names.split()[1:]}


def full_forename(word: str) -> str:
    """Return the forename that a nickname in small letters is short for, else the word itself."""
    return _FULL.get(word, word)


def gender(name: str, titles: Iterable[str] = ()) -> Gender | None:
    """Return the gender that a person's titles or else forename tell, None where neither does."""
    for title in titles:
        word = title.casefold().rstrip(".")
        if word in _MALE_NOUNS:
            return "m"
        if word in _FEMALE_NOUNS:
            return "f"
    words = name.casefold().split()
    if len(words) < 2:
        return None
    if words[0] in _WOMEN and words[0] not in _MEN:
        return "f"
    return "m" if words[0] in _MEN and words[0] not in _WOMEN else None
