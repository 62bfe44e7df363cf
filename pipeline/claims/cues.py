"""Groups of cues that the readers of claims ask for, as sets of signs."""

from dataclasses import dataclass
from functools import cache

from pipeline.claims.layout import COLON, ENDS, SEMICOLON, STOP, vocabulary
from pipeline.language import Language

Signs = frozenset[str]


@dataclass(frozen=True, slots=True)
class Cues:
    """Each field holds the signs of the cues that play that part; see words.toml for what each cue means."""

    consists: Signs
    details: Signs  # of these, those that split a total whatever its parts are called
    total: Signs
    so: Signs  # announces a result
    hence: Signs  # of these, what may also lead to what is left
    rest: Signs
    joint: Signs  # between the parts of a list
    same: Signs  # between two ways of saying one quantity
    balance: Signs
    cause: Signs  # why a part is so
    each: Signs
    shape: Signs  # how a total looks that was told before
    among: Signs
    behind: Signs  # of these, what may also stand behind the part: "5 di antaranya"
    rank: Signs
    onward: Signs  # carries a list over the end of a sentence
    source: Signs
    positive: Signs  # how a test or a rescue came out
    back: Signs  # points back to what was named
    that: Signs
    than: Signs
    prior: Signs
    rate: Signs
    exchange: Signs  # a rate of exchange
    mean: Signs
    up: Signs
    down: Signs
    shift: Signs
    dearer: Signs  # before a percentage: prices that rise
    cheaper: Signs
    turn: Signs  # a verb with a direction, or one that may have either
    points: frozenset[str]  # units in which percentages differ
    move: Signs  # a verb in front of a difference
    cut: Signs  # between a verb and a figure: then it says another value
    compare: Signs  # never between the parts of a list
    old: Signs
    new: Signs
    to: Signs
    aim: Signs
    goal: Signs  # of these, what was aimed at
    above: Signs  # compares with a limit or a mean
    beyond: Signs  # behind a difference: so much above, below or more than another
    contrast: Signs  # a new statement, set against the one before
    range: Signs  # between the two ends of a range
    breaks: Signs  # ends a list
    splits: Signs  # tells a total from its parts


@cache
def cues(language: Language) -> Cues:
    """The cue groups of this language."""
    sign = vocabulary(language).sign

    def pick(*names: str) -> Signs:
        return frozenset(sign[name] for name in names)

    return Cues(
        consists=pick("consists", "details"),
        details=pick("details"),
        total=pick("total", "so"),
        so=pick("so", "or", "total"),
        hence=pick("so"),
        rest=pick("rest"),
        joint=pick("and") | {","},
        same=pick("or") | {"("},
        balance=pick("balance"),
        each=pick("each"),
        cause=pick("cause"),
        shape=pick("shape"),
        among=pick("among", "including"),
        behind=pick("among"),
        rank=pick("rank"),
        onward=pick("next", "rank"),
        source=pick("from"),
        positive=pick("positive"),
        back=pick("that", "ofthat"),
        that=pick("that"),
        than=pick("than"),
        prior=pick("prior"),
        rate=pick("per"),
        exchange=pick("exchange"),
        mean=pick("mean"),
        up=pick("up"),
        down=pick("down"),
        shift=pick("shift"),
        dearer=pick("inflation"),
        cheaper=pick("deflation"),
        turn=pick("up", "down", "shift"),
        points=frozenset(language.data["units"]["points"].values()),
        move=pick("up", "down", "gap", "shift"),
        cut=pick("from", "than", "to", "at", "prior") | ENDS | {",", COLON},
        compare=pick("up", "down", "shift", "than", "prior"),
        old=pick("from", "than", "prior"),
        new=pick("to", "now"),
        to=pick("to"),
        aim=pick("target", "achieved"),
        goal=pick("target"),
        above=pick("above"),
        beyond=pick("above", "up", "down"),
        contrast=pick("barrier"),
        range=pick("range"),
        breaks=pick("barrier", "up", "down", "shift", "than", "target", "mean", "so") | ENDS | {SEMICOLON},
        splits=pick("consists", "details", "total", "so", "rest", "from", "balance") | {"(", COLON, STOP},
    )
