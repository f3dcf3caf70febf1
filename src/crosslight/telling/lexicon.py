"""Words that evaluate, intensify or hedge whatever they are said of, put together by hand for news.

The kinds follow J. R. Martin and P. R. R. White, "The Language of Evaluation" (2005): attitude (here
`evaluative`), force turned up (`intensifier`), and what opens a claim to doubt (`hedge`, with K. Hyland,
"Hedging in Scientific Research Articles", 1998). Words that news needs for facts, though the facts are
bad ("kill", "war", "crime", "attack"), are no evaluation and are left out. A list describes the word;
whether it fits is for the reader to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from crosslight.model import LoadedKind, Word

# Adjectives and nouns; their adverbs in "-ly" are found by rule.
_EVALUATIVE = """
abhorrent abject abominable abortionist absurd absurdity abysmal admirable adorable adulation aggression
aggressive agitator alarming alarmist alien aliens alt-right amazing anarchic anarchist anarchy anemic angry
anguished antagonistic anti-american antifa antisemitic antithetical apocalyptic appalling appeasement
arbitrary archaic ardent arrogance arrogant arsonist ashamed asinine astonishing astounding astronomical
astute atrocious atrocity audacious audacity autocratic awesome awful awkward baby-killing back-stabbing
backlash backward backwards baffling balderdash bamboozle bankrupt barb barbaric barbarous baseless
beleaguered bellicose belligerent benighted besieged betrayal bigot bigoted bigotry bitter bizarre blatant
bleak blistering blitzkrieg bloated bloodbath bloodied bloodthirsty blowhard blunder boast boastful bogus
bold bombastic bombshell boneheaded boogeyman boorish botched brainless brainwashed bravery brazen
breathless breathtaking brilliant brutal brute buffoon buffoonery bully bumbling bungled burdensome
bureaucracy bureaucratic cabal calamitous calamity callous callow carnage cartel cartoonish catastrophe
catastrophic caustic censorious chaos chaotic charade charlatan charming cheerleader childish chilling
circus clown clueless coddled colossal combative comical complicit complicity concerted conniving
conspiratorial contempt contemptible contemptuous controversial cop-killer corrosive corrupt coterie
counterproductive courageous cover-up coward cowardice cowardly crackpot crap crappy crass craven crazed
crazy creepy crippling crony cronyism crook crooked crude cruel cruelty crusade crusader crushing cult
cultish cunning cutthroat cynical cynicism damaging damning dangerous daring darling dastardly deadbeat
debacle debilitating debunked decadent deceit deceitful deceptive decimated defenseless defiance defiant
degenerate degrading dehumanizing deliberate deluded delusion delusional demagogic demagogue demagoguery
demeaning demented demonic denigration deplorable depraved depravity deranged derisive derogatory desperate
desperation despicable despot despotic destructive devastating devilish diabolical diatribe dictatorial
dictatorship dire disappointing disarray disaster disastrous discredited disdain disdainful disgrace
disgraceful disgruntled disgust disgusting dishonest dishonesty dishonorable disingenuous dismal dismissive
disrespectful disturbing divisive dogma dogmatic doom doomed draconian dramatic dreadful dubious dumb
dystopian effusive ego egomaniac egregious elitism elitist embarrassing embarrassment embattled emboldened
enabler enemy enraged enthusiastic entitled epic evil exaggerated exaggeration excessive excruciating
exemplary exorbitant exploitative explosive extraordinary extreme extremism extremist fabricated fabulous
facade fake fallacious fallacy fallout famously fanatic fanatical fanfare fantasy far-fetched far-left
far-right farce farcical fascist fascistic faux fear-mongering fearful fearless fearmongering fearsome
feckless feeble ferocious fervent feverish fiasco fiendish fierce fierceness fiery filth filthy finest
firebrand fishy flagrant flailing flaky flamboyant flawed fleeting flimsy flip-flop flippant flood flop
flunky foe fool foolhardy foolish forcible fortunate foul fragile frail frantic fraudster fraudulent freak
freakish frenzied frenzy frightened frightening fringe frivolous frothing fruitless frustrated fulsome
fumbling furious furor fury futile gaffe gambit gaslighting ghastly ghoulish gimmick glamorous glaring
globalist gloom gloomy glorious glowing goon gorgeous grandiose grandstanding grave greed greedy grievous
grift grifter gripping grisly grotesque groundbreaking groundless groundswell grueling gruesome gullible
gutless gutsy half-baked ham-fisted haphazard hapless hard-line hardened hardline hardliner harebrained
harmful harrowing harsh hate-filled hateful hater hatred haughty haunting havoc headstrong heartbreaking
heartfelt heartless heartwarming heavy-handed heedless heinous hell hellbent hellhole hellish henchman
henchmen hero heroic heroism hideous hilarious histrionic hoax hollow homophobic honorable hopeless horde
horrendous horrible horrid horrific horrifying horror hostile hot-button hubris humiliating humiliation
hyperbole hyperbolic hyperpartisan hypocrisy hypocrite hypocritical hysteria hysteric hysterical iconic
ideologue ideology idiocy idiot idiotic ignoble ignominious ignorance ignorant ill-advised ill-conceived
ill-fated illegals illegitimate illogical immature immoral impassioned impeccable imperious implausible
impotent impressive inaccurate inane incendiary incessant incoherent incompetence incompetent inconvenient
incredible indecent indefensible indoctrination ineffective inefficient inept ineptitude inexcusable
inexplicable infamous infantile infatuated inflammatory inflated inglorious inhuman inhumane inhumanity
innocent insane insanity insidious insincere inspiring insulting intemperate intolerable intolerance
intolerant intrepid invader invective inveterate invidious irate iron-fisted ironic irony irrational
irredeemable irresponsible islamist islamofascist islamophobic jaded jarring jaw-dropping jihadi jihadist
jingoistic juggernaut kleptocracy kleptocrat knee-jerk kooky lackey lackluster lapdog laughable
laughing-stock laughingstock lawless lawlessness lax lazy leftist legendary liar lie loathsome lofty looney
loony loser loudmouth lousy lovely lucrative ludicrous lukewarm lunacy lunatic lurid lying madness
magnificent maimed malevolent malicious malign malignant mania maniac maniacal manipulative mantra
manufactured marvelous marxist masterful masterpiece masterstroke maverick mayhem meager mean-spirited
meandering meddling medieval meltdown menace menacing mendacious mercenary merciful merciless mess messy
meteoric militant mindless minion miserable misguided misinformed misleading misogynist misogynistic
mistaken mob mockery momentous monster monstrosity monstrous moron moronic mouthpiece mud-slinging murderous
murky myth mythical naive name-calling narcissism narcissist narcissistic nasty naïve nefarious nefariously
nightmare nightmarish noble nonsense nonsensical notorious nutty obnoxious obscene obscenity obsessed
obsession obsessive obstinate occupied odd oddball odious offensive oligarch ominous omnipotent one-sided
onerous onslaught opportunist opportunistic oppression oppressive oppressor ordeal orwellian ostracized
outcry outdated outlandish outrage outraged outrageous outright outsized outspoken overbearing overblown
overheated overreach overreaching overwrought overzealous pageantry pandemonium pandering panic panicked
paranoia paranoid pathetic pathological patronizing peddler perfidious perfidy pernicious persecuted
perverse perversion pervert perverted petty petulant phenomenal phony pitiful platitude plight plot ploy
plutocrat poisonous pomp poorly populist posturing predatory prejudiced preposterous prestigious pretentious
pro-abortion problematic profligate profound propaganda propagandist provocateur provocative prudish pseudo
psychopath puerile puppet purist purported quack quagmire questionable quisling rabble rabble-rouser rabid
race-baiting radical radical-left radicalism rage raging rambling rampage rampant rant rapacious raucous
reactionary recalcitrant reckless recklessness red-meat regime regressive relentless remarkable renegade
renowned reprehensible repressive repugnant repulsive resentful resounding restive reviled revolting
revolutionary rhetoric rickety ridicule ridiculous rigged right-winger righteous rogue rosy rotten rotting
roughshod rubber-stamp ruinous ruthless saber-rattling sacrosanct sad sadistic sanctimonious sanctimony
sarcastic savage savagery savvy scam scandal scandal-plagued scandalous scapegoat scare-mongering scary
scathing scheme schemer sclerotic scoundrel scourge screed self-proclaimed self-righteous self-serving
self-styled selfish selfishness sensational sensationalist senseless shadowy shady shaky sham shambles
shambolic shame shameful shameless sheep shenanigans shill shocker shocking shoddy showboating shrewd shrill
shrillness sickening sidekick silly simplistic sinister skewed slander slanderous slavish slick slimy sloppy
slur sly smear smug snarky sneaky snide snobbish snowflake so-called sobering sociopath soft-on-crime sordid
sorry soulless specious spectacle spectacular spineless spiteful splendid spree spurious squalid staggering
staggeringly stale stalwart star-studded startling staunch stellar stern stifling stinging stolid stooge
storied strange stranglehold strident striking strong-arm strongman stubborn stunning stunt stupid stupidity
sublime suffocating suicidal superb superhero superstar supremacist supremacy swamp sycophant sycophantic
sympathizer tainted tantrum tasteless tawdry tedious tepid terrible terrific terrifying terrorist theatrics
thin-skinned thorny thorough thug thuggery thuggish timid tirade tireless tone-deaf toothless torrent
totalitarian towering toxic tragedy tragic traitor traitorous travesty treacherous treachery treasonous
tremulous trigger-happy triumphant trivial trope troubled troublemaker troubling trounce tsunami tumult
tumultuous turmoil twisted two-faced tyrannical tyranny tyrant ugly ultra-conservative ultra-liberal
ultra-right ultraconservative unabashed unacceptable unapologetic unashamed unbearable unbelievable
unconscionable undemocratic undeniable unelected unethical unfettered unfit unforgivable unfortunate
unfounded unhinged unholy unjust unjustified unpatriotic unprepared unprincipled unprovoked unreasonable
unreliable unrepentant unruly unsavory unscrupulous unsubstantiated unsung unsurprising untenable
unthinkable untrue unwarranted unwavering unwieldy unwitting unworthy uproar urgent vacuous valiant vandal
vaunted venal vendetta venerable vengeful venom venomous vibrant vicious viciously victimhood vigilante vile
vilification villain villainous vindictive virtue-signaling virulent visceral visionary vitriol vitriolic
vociferous volatile vulgar wanton warlord warmonger warped waste wasteful weak weaponized weird whackjob
whiny whitewash whopper whopping wicked wildly wimp witch-hunt witchhunt woeful woke wonderful worrisome
worrying worst worthless wrath wreckage wretched wrongheaded wuss xenophobe xenophobic yikes zany zeal
zealot zealotry zealous
"""

# Verbs by which the writer evaluates what is done, or how it is said.
_VERBS = """
abet accost admonish aggrandize ambush annihilate ape applaud assail attack-dog badger balk bamboozle bash
batter beguile belittle berate besmirch betray blacklist blare blast blindside bloviate blunder bluster
boast bog bombard botch brag brainwash brandish browbeat bulldoze bully bungle butcher castigate chastise
cheat clobber coddle collude concoct condescend condone coo cower cozy cram cripple crow crucify crumble
crush cudgel dabble debase debunk deceive decimate decry defame defy degrade dehumanize demean demonize
denigrate deride desecrate despise destroy devastate devour discredit disgrace dismantle disparage
disrespect dither dodge doom double-down downplay drool drub dupe embarrass embolden enrage eradicate
eviscerate exacerbate exaggerate excoriate explode exploit exult fabricate falsify fan fawn fearmonger feast
flaunt flip-flop flounder flout foist foment fuel fulminate fume gag galvanize gaslight gloat glorify goad
gobble gouge grandstand grieve grill groom grovel grumble gush hail hammer hamstring harangue harass harp
haunt hijack hobble hoodwink hound huff humiliate hype ignite implode impugn incite indoctrinate indulge
inflame infuriate insinuate instigate insult intimidate jeer jeopardize jettison kowtow lambast lambaste
languish lap lash laud lavish leer lie loathe lull lurch lure malign mangle manipulate mansplain maraud
masquerade meddle mislead mock molest mooch muddy mutilate muzzle nag obfuscate obliterate obsess ogle
orchestrate ostracize oust outrage overhype pander panic parade parrot patronize peddle pepper perpetrate
perpetuate persecute pester pile pillory plague plummet plunder politicize pontificate pounce pout prattle
preen pretend prop provoke pummel quash quibble racialize rage rail railroad ramble rampage rant ratchet
ravage reek rehash revel revile ridicule rig rile rip roast rob rouse ruin sabotage savage scapegoat
scaremonger scheme scoff scold scorch scramble screech scuttle seethe shaft sham shame shatter shirk shove
shred shriek shrug skewer skyrocket slam slander slaughter slink slobber smack smear smother snarl sneer
snicker snipe snub spew spurn squander squash squawk stifle stoke stomp stonewall storm strangle strong-arm
subvert suffocate sulk sweeten swindle swipe swoon tar tarnish taunt terrorize thrash throttle thwart tout
trample trash traumatize trivialize trot trounce trumpet twist unleash unravel usurp vilify vindicate wag
wallop wallow warp weaponize whine whip whitewash wield wreak wreck
"""

_INTENSIFIERS = """
absolute absolutely abundantly acutely alarmingly altogether amazingly astonishingly awfully badly bitterly
blatantly bluntly brutally clearly completely deeply desperately downright dramatically drastic drastically
emphatic emphatically endless endlessly enormous enormously entirely exceedingly exceptionally excessively
extraordinarily extremely fanatically fantastically fiercely flatly forcefully forcibly frantically
fundamentally furiously gravely greatly grossly grotesquely hopelessly horribly huge hugely immense
immensely incredibly indisputably infinitely inherently insanely intense intensely invariably literally
mammoth massive massively mere merely mightily monumental obviously outright overly overtly overwhelming
overwhelmingly painfully patently profoundly purely rabidly radically really relentlessly remarkably
resoundingly ridiculously ruthlessly sharply sheer shockingly single-handedly staggering starkly steadfastly
strenuously strikingly strongly stunningly supremely surprisingly terribly thoroughly tireless totally
tremendous tremendously truly unabashedly undeniably undoubtedly unequivocally unmistakably unprecedented
unquestionably utter utterly vast vastly vaunted vehement vehemently very vigorously violently visibly
vividly wholeheartedly wholly wildly woefully
"""

_HEDGES = """
allegedly apparent apparently arguably claimed conceivably evidently likely maybe ostensible ostensibly
perhaps possibly presumably probably purportedly reportedly rumored rumoured seemingly so-called supposed
supposedly tentatively unconfirmed unlikely potentially might
"""
# Which kind a word is told as where it is on two lists.
_ORDER: tuple[tuple[LoadedKind, str], ...] = (
    ("hedge", _HEDGES),
    ("intensifier", _INTENSIFIERS),
    ("evaluative", _EVALUATIVE),
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A word that a list has: from which word of its sentence to which, its entry, and its kind."""

    first: int
    last: int
    entry: str
    kind: LoadedKind


def listed(words: Sequence[Word]) -> Iterator[Listed]:
    """Yield the words of a sentence that a list has; a hyphenated word is looked up whole, then in parts."""
    at = 0
    while at < len(words):
        last = at
        while last + 2 < len(words) and _hyphen(words, last + 1):
            last += 2
        whole = "-".join(w.text.casefold() for w in words[at : last + 1 : 2])
        if last > at and (kind := _lists()[0].get(whole)):
            yield Listed(at, last, whole, kind)
        else:
            for n in range(at, last + 1):
                if found := _kind(words[n], words[n - 1].pos if n else ""):
                    yield Listed(n, n, *found)
        at = last + 1


def _hyphen(words: Sequence[Word], n: int) -> bool:
    return (
        words[n].text in "-‐‑" and words[n - 1].end == words[n].start and words[n].end == words[n + 1].start
    )


def _kind(word: Word, before: str) -> tuple[str, LoadedKind] | None:
    """Return the entry of a list that a word stands under, and its kind.

    Verbs are looked up as verbs, all others as what they are and, in "-ly", as their adjective. `before`
    is what kind of word stands before it.
    """
    own, lemma = word.text.casefold(), word.lemma
    lists, verbs = _lists()
    if word.pos == "VERB" and lemma in verbs:
        return lemma, "evaluative"
    if word.pos in ("PROPN", "PRON", "DET", "ADP", "PUNCT", "NUM"):
        return None
    for form in (own, lemma, *(_adjectives(own) if own.endswith("ly") else ())):
        if form in lists and (word.pos != "VERB" or _describes(word, lists[form], before)):
            return form, lists[form]
    return None


def _describes(word: Word, kind: LoadedKind, before: str) -> bool:
    """Tell whether a participle is used as an adjective is; the parser takes "in occupied X" for a past."""
    if word.dep == "amod" or before == "ADP":
        return True
    return kind != "hedge" and word.tag in ("VBN", "VBG")


def _adjectives(adverb: str) -> tuple[str, ...]:
    """Return the adjectives of which a word in "-ly" may be the adverb."""
    stem = adverb[:-2]
    found = (stem, f"{stem}le", stem.removesuffix("al"), f"{adverb[:-1]}e")
    return (*found, f"{stem[:-1]}y") if stem.endswith("i") else found


@cache
def _lists() -> tuple[dict[str, LoadedKind], frozenset[str]]:
    lists: dict[str, LoadedKind] = {}
    for kind, words in _ORDER:
        for word in words.split():
            lists.setdefault(word, kind)
    return lists, frozenset(_VERBS.split())
