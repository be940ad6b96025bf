"""The vocabulary: what can be said in a case, a class a kind of fact. Case format 1.

A field name is the word an analyst writes in YAML, in a fact as in a rule. References name the kinds they may point to.
Nothing here judges: what a fact means for a claim is for the rules to say.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from whosays.facts.fieldtypes import ONE_OR_MORE, Flag, Id, Is, Length, Moment, Point, Share, Text

FORMAT = 1

ActorRef = Annotated[Id, Is("ref", ("actor",))]
ArtefactRef = Annotated[Id, Is("ref", ("artefact",))]
ClaimRef = Annotated[Id, Is("ref", ("claim",))]
DocumentRef = Annotated[Id, Is("ref", ("document",))]
HolderRef = Annotated[Id, Is("ref", ("actor", "source"))]
PlaceRef = Annotated[Id, Is("ref", ("place",))]
ReportRef = Annotated[Id, Is("ref", ("report",))]
RouteRef = Annotated[Id, Is("ref", ("route",))]
SourceRef = Annotated[Id, Is("ref", ("source",))]
AnyRef = Annotated[Id, Is("ref", ())]

Letter = Literal["A", "B", "C", "D", "E", "F"]


class _Frozen(BaseModel):
    # defer_build: a validator is built when the first fact of its kind is read; start-up pays for none of them.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, populate_by_name=False)


class Span(_Frozen):
    """A stretch of time; an end that is left out is open. Either end may be imprecise ("2014-11", "early 2014")."""

    from_: Moment | None = Field(default=None, alias="from")
    to: Moment | None = None


Period = Annotated[Moment | Span, Is("period")]


class Quote(_Frozen):
    """Where a fact was read, and in what words."""

    document: DocumentRef
    quote: Text | None = Field(default=None, description="the words, exactly as they stand in the document")
    original: Text | None = Field(default=None, description="the words in the original language")
    locator: Text | None = Field(default=None, description="page, paragraph, time code")


class Fact(_Frozen):
    """What every fact can carry."""

    id: Annotated[Id, Is("id")] = Field(description="unique in the case")
    name: Text | None = Field(default=None, description="what reports call it; the id where left out")
    seen_in: Annotated[tuple[Annotated[Quote, Is("quote")], ...], ONE_OR_MORE] = Field(
        default=(), description="the quotes it was read from"
    )
    reading: Text | None = Field(default=None, description="what the encoder read into the text rather than quoted")
    note: Text | None = Field(default=None, description="for the reader; no rule sees it")


class Stated(Fact):
    """A fact about the world. Undisputed, unless `report` says who states it: then it weighs as that report does."""

    why: Text | None = Field(default=None, description="the ground given for it, as part of a sentence")
    report: ReportRef | None = Field(default=None, description="the report that states it; left out: undisputed")


class Actor(Fact):
    """A person, group, body or state that acts or has interests."""

    aliases: Annotated[tuple[Text, ...], ONE_OR_MORE] = ()
    part_of: Annotated[tuple[ActorRef, ...], ONE_OR_MORE] = Field(default=(), description="the actors it belongs to")


class Place(Fact):
    """A place on the ground."""

    at: Point | None = Field(default=None, description="[latitude, longitude] in degrees")
    radius: Length | None = Field(default=None, description='how far it extends from there: "5 km"')
    within: Annotated[tuple[PlaceRef, ...], ONE_OR_MORE] = Field(default=(), description="the places it lies in")


class Source(Fact):
    """Whoever says something: a person, an office, an outlet."""

    named: Literal["named", "role", "anonymous"] = Field(default="named", description="how it is identified")
    affiliation: Annotated[tuple[ActorRef, ...], ONE_OR_MORE] = Field(
        default=(), description="the actors it belongs to"
    )
    unstated: Annotated[tuple[Literal["affiliation", "location"], ...], ONE_OR_MORE] = Field(
        default=(), description="what the report that quotes it leaves open"
    )
    access: Literal["firsthand", "secondhand", "remote"] | None = Field(
        default=None, description="how near it is to what it speaks of"
    )
    located_at: PlaceRef | None = None
    reliability: Letter = Field(default="F", description="STANAG 2511 letter, by its record; F: not known")
    record: Text | None = Field(default=None, description="what the letter rests on")


class Document(Fact):
    """A text, page, broadcast or file that was read."""

    publisher: HolderRef | None = None
    title: Text | None = None
    published: Moment | None = None
    url: Text | None = None
    file: Text | None = Field(default=None, description="the file's name")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$"), Is("text")] | None = Field(
        default=None, description="of the file: 64 digits or letters a to f"
    )


class Claim(Fact):
    """A statement to be judged."""

    text: Text
    about: Annotated[tuple[AnyRef, ...], ONE_OR_MORE] = Field(
        default=(), description="the actors, artefacts, ... it speaks of"
    )
    place: PlaceRef | None = None
    during: Period | None = None
    scope: Literal["local", "tactical", "operational", "strategic"] | None = None
    entails: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE] = Field(
        default=(), description="claims that are true if this is"
    )
    excludes: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE] = Field(
        default=(), description="claims that are false if this is true"
    )
    narrows: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE] = Field(
        default=(), description="broader claims of which it is a lesser form"
    )
    checkable: Flag | None = Field(default=None, description="false: nobody could check it")


class Report(Fact):
    """Somebody says a claim is so, or is not so."""

    claim: ClaimRef
    by: SourceRef
    in_: DocumentRef | None = Field(default=None, alias="in")
    cites: Annotated[tuple[ReportRef, ...], ONE_OR_MORE] = Field(default=(), description="the reports it rests on")
    repeats: ReportRef | None = Field(default=None, description="an earlier report of which it is the old story again")
    stance: Literal["asserts", "denies", "doubts"] = "asserts"
    basis: Literal["firsthand", "secondhand", "hearsay", "image", "document", "analysis"] | None = Field(
        default=None, description="how the speaker knows"
    )
    evidence: Annotated[tuple[AnyRef, ...], ONE_OR_MORE] = Field(
        default=(), description="artefacts and other facts it is based on"
    )
    details: Annotated[tuple[Text, ...], ONE_OR_MORE] = Field(
        default=(), description="figures, names, words that would give a copy away"
    )
    hedged: Flag = Field(default=False, description='"if true", "is said to"')
    primary: Literal["available", "unavailable"] | None = Field(
        default=None, description="whether the words it relays can be read or heard themselves"
    )
    discloses: Annotated[tuple[HolderRef, ...], ONE_OR_MORE] = Field(
        default=(), description="whose interest it states openly"
    )
    published: Moment | None = None


class Interest(Stated):
    """Somebody gains if a claim is believed, or disbelieved."""

    holder: HolderRef
    claim: ClaimRef
    gains_if: Literal["believed", "disbelieved"]
    since: Moment | None = None


class Presence(Stated):
    """An actor was at a place."""

    actor: ActorRef
    place: PlaceRef
    during: Period | None = None
    certainty: Literal["stated", "possible"] = Field(
        default="stated", description="possible: said to be conceivable only"
    )


class Absence(Stated):
    """An actor was not at a place, nor anywhere inside it."""

    actor: ActorRef
    place: PlaceRef
    during: Period | None = None


class Control(Stated):
    """An actor held a place."""

    actor: ActorRef
    place: PlaceRef
    during: Period | None = None


class Route(Stated):
    """A way from one place to another, and the places it has to pass."""

    from_: PlaceRef | None = Field(default=None, alias="from")
    to: PlaceRef
    via: Annotated[tuple[PlaceRef, ...], ONE_OR_MORE] = ()


class Requires(Stated):
    """What must have been so if a claim is true: an actor at a place, a route, or a relation."""

    claim: ClaimRef
    actor: ActorRef | None = None
    place: PlaceRef | None = None
    route: RouteRef | None = Field(default=None, description="the way the actor had to take")
    with_: ActorRef | None = Field(default=None, alias="with")
    relation: Literal["allied", "hostile", "subordinate", "cooperating"] | None = Field(
        default=None, description="how the actor must have stood to `with`"
    )
    during: Period | None = None


class Relation(Stated):
    """How one actor stood to another."""

    actor: ActorRef
    with_: ActorRef = Field(alias="with")
    kind: Literal["allied", "hostile", "subordinate", "cooperating"]
    place: PlaceRef | None = None
    during: Period | None = None


class Expectation(Stated):
    """A sign that would be there if the claim were true."""

    claim: ClaimRef
    observation: Text
    seen: Literal["yes", "no", "unknown"] = "unknown"
    surely: Share = Field(default=0.5, description="how surely the sign would be there if the claim were true")


class Silence(Stated):
    """A body or party that would know, or would gain by saying it, does not say it."""

    source: SourceRef
    claim: ClaimRef
    kind: Literal["no-sign", "unconfirmed", "not-played-up"] = Field(
        description="it looked and saw nothing; it would know and has not confirmed; it does not make use of it"
    )
    access: Literal["good", "poor"] | None = None


class Motive(Stated):
    """What the act that a claim tells of would do for the actor."""

    actor: ActorRef
    claim: ClaimRef
    effect: Literal["gain", "harm", "none"]


class Conduct(Stated):
    """What an actor did or said about the time, and whether that fits the claim."""

    actor: ActorRef
    claim: ClaimRef
    fits: Literal["yes", "no"]
    place: PlaceRef | None = None
    scope: Literal["local", "tactical", "operational", "strategic"] | None = None
    during: Period | None = None


class Event(Stated):
    """Something that happened, and its bearing on a claim."""

    claim: ClaimRef
    bearing: Literal["contrary", "setting"] = Field(
        description="contrary: would not have happened if the claim were true; setting: a detail that did happen"
    )
    about: Annotated[tuple[ActorRef, ...], ONE_OR_MORE] = ()
    place: PlaceRef | None = None
    during: Period | None = None


class Obstacle(Stated):
    """A reason why what a claim tells of could hardly be done."""

    claim: ClaimRef


class Alternative(Stated):
    """Another explanation of how the story arose; `instead` is the claim it puts in the place of this one, if any."""

    claim: ClaimRef
    instead: ClaimRef | None = None


class Tension(Stated):
    """Two claims that do not go well together, short of excluding each other."""

    claims: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE, Field(min_length=2)]


class Timing(Stated):
    """Reports of a claim came up just when an interest arose."""

    claim: ClaimRef
    interest: Annotated[Id, Is("ref", ("interest",))]


class Artefact(Stated):
    """A photo, video, recording, paper or object offered as evidence."""

    kind: Literal["image", "video", "audio", "document", "object"]
    shows: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE] = Field(default=(), description="the claims it is said to show")
    authenticity: Literal["verified", "unknown", "manipulated", "miscaptioned"] = "unknown"
    examined_by: Annotated[tuple[SourceRef, ...], ONE_OR_MORE] = ()


class Precedent(Stated):
    """An earlier case of the same sort, and how it went."""

    about: Annotated[tuple[ClaimRef, ...], ONE_OR_MORE, Field(min_length=1)]
    outcome: Literal["happened", "failed"]
    during: Period | None = None


class Slip(Fact):
    """A factual error in a report."""

    report: ReportRef = Field(description="the report that has the error")
    wrong: Text
    right: Text
    found_by: ReportRef | None = Field(
        default=None, description="the report that states the error; left out: undisputed"
    )


class Deception(Stated):
    """A party was caught deceiving."""

    by: HolderRef
    of: Text | None = Field(default=None, description="whom, or about what")
    when: Moment | None = None


class Assumption(Fact):
    """Something taken as given, written down so that it can be questioned."""

    text: Text
    status: Literal["open", "checked", "refuted"] = "open"
    claim: ClaimRef | None = None


class Assessment(Fact):
    """What an analyst concluded; for comparison only, never evidence."""

    analyst: SourceRef
    claim: ClaimRef
    view: Text


KINDS: dict[str, type[Fact]] = {
    kind.__name__.lower(): kind
    for kind in (
        Actor, Place, Source, Document, Claim, Report, Interest, Presence, Absence, Control, Route, Requires, Relation,
        Expectation, Silence, Motive, Conduct, Event, Obstacle, Alternative, Tension, Timing, Artefact, Precedent, Slip,
        Deception, Assumption, Assessment,
    )
}  # fmt: skip
"""Every kind of fact by the word written in YAML."""

STATED_BY: dict[str, str] = {
    name: "found_by" if kind is Slip else "report" for name, kind in KINDS.items() if issubclass(kind, Stated | Slip)
}
"""For each kind that somebody may state: the field that names the report which does."""

EVIDENCE_KINDS: frozenset[str] = frozenset(STATED_BY) | {"report"}
"""Kinds that can be evidence: two findings that rest on the same one are not two. Not claims, actors, sources."""


class CaseHead(_Frozen):
    """The head of a case: `case.yaml`, or the top of a single-file case."""

    case: Annotated[Id, Is("id")]
    title: Text
    format: Literal[1] = 1
    as_of: Moment | None = Field(default=None, description="the date of judging; nothing later is known")
    question: Text | None = None
    facts: list[dict[str, Any]] = Field(default=[], description="facts, where the case is one file")
