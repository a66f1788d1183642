// Generated from src/folkways/model by tools/ts_types.py; change the models, then run it again.

/** People, or rows of a source, that the numbers do not speak of, as a share of all. */
export interface Absent {
  readonly why: "no consent" | "past retention" | "in no persona" | "without events" | "never answered" | "never spoke";
  readonly source?: string | null;
  readonly unit?: "customers" | "rows";
  readonly share: Figure;
  readonly advice: string;
}

export interface Actor {
  readonly id: string;
  readonly name: string;
  readonly role: "customer" | "frontstage" | "backstage" | "system" | "partner";
  readonly department?: string | null;
}

export interface Alert {
  readonly below?: number | null;
  readonly above?: number | null;
  readonly shift?: boolean | null;
}

/** A sensitive trait that may form personas because a person said so, with a reason. */
export interface Allowed {
  readonly trait: string;
  readonly who: string;
  readonly reason: string;
}

/** One answer, or a band of them: how often it was given, and its share of the answers to the question. */
export interface AnswerFigures {
  readonly answer: string;
  readonly count: Figure;
  readonly share: Figure;
}

/**
 * What everybody, a wave, a persona or a month answered to one question; a month has its score alone.
 *
 * `group` is the group's name, missing for everybody and for those who are in none; `answers` are all to the question.
 */
export interface AnsweredGroup {
  readonly by: "overall" | "persona" | "month" | "wave";
  readonly group?: string | null;
  readonly groupId?: string | null;
  readonly answers?: Figure | null;
  readonly score?: Figure | null;
  readonly bands?: readonly AnswerFigures[];
  readonly shares?: readonly AnswerFigures[];
}

/** A question with the answers to it. `score` names its measure, `topFrom` is the least answer that is satisfied. */
export interface AnsweredQuestion {
  readonly question: string;
  readonly survey?: string | null;
  readonly kind: "nps" | "csat" | "ces" | "rating" | "choice" | "multi" | "ranking" | "text";
  readonly touchpoint?: string | null;
  readonly score?: string | null;
  readonly measure?: string | null;
  readonly topFrom?: number | null;
  readonly scaleMin?: number | null;
  readonly scaleMax?: number | null;
  readonly groups: readonly AnsweredGroup[];
}

/**
 * The answers to every question that has answers to count, as `folkways answers` and `folkways measures` give them.
 *
 * Queries of its evidence name the question, answer, group and least satisfied answer with `$question`, `$answer`,
 * `$group`, `$persona` and `$top`.
 */
export interface Answers {
  readonly format?: "folkways.answers";
  readonly asOf: string;
  readonly run: string;
  readonly window: Window;
  readonly minCell: number;
  readonly questions: readonly AnsweredQuestion[];
  readonly evidence?: readonly Evidence[];
}

/** How to find something in the data. */
export interface Binding {
  readonly source: string;
  readonly where?: Readonly<Record<string, string | readonly string[]>>;
  readonly query?: string | null;
}

/** One row of the choice of K, so that people can see why this number was taken. */
export interface CandidateK {
  readonly k: number;
  readonly bic: number;
  readonly smallestShare: number;
  readonly jaccardMin: number;
  readonly jaccardMean: number;
  readonly splitHalf?: number | null;
  readonly fewestContrasts: number;
  readonly chosen?: boolean;
  readonly advice: string;
}

/** One statement in one cell. Text holds no computed number; numbers live in `observations`. */
export interface Card {
  readonly id: string;
  readonly lane: string;
  readonly rank: string;
  readonly basis: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated";
  readonly step?: string | null;
  readonly stage?: string | null;
  readonly parked?: boolean | null;
  readonly span?: number | null;
  readonly personas?: readonly string[];
  readonly text?: string | null;
  readonly value?: number | null;
  readonly label?: string | null;
  readonly image?: Image | null;
  readonly severity?: number | null;
  readonly tags?: readonly string[];
  readonly evidence?: readonly string[];
  readonly measures?: readonly string[];
  readonly claims?: readonly string[];
  readonly run?: string | null;
  readonly confidence?: Confidence | null;
  readonly review?: "draft" | "proposed" | "accepted" | "disputed" | null;
  readonly pinned?: boolean | null;
}

/** All that one build has to say of the harm that its documents may do. */
export interface Care {
  readonly format?: "folkways.care";
  readonly asOf: string;
  readonly run: string;
  readonly minCell: number;
  readonly thresholds: Thresholds;
  readonly divides?: readonly Divide[];
  readonly unchecked?: readonly Unchecked[];
  readonly absent?: readonly Absent[];
  readonly leftOut?: readonly LeftOut[];
  readonly unequal?: readonly Unequal[];
  readonly claims?: readonly ClaimCount[];
  readonly decisions?: readonly Decision[];
  readonly unconfirmed?: readonly Unconfirmed[];
  readonly checks?: readonly Guard[];
  readonly small?: readonly SmallPersona[];
  readonly quotes?: readonly TellingQuote[];
  readonly evidence?: readonly Evidence[];
}

/** A sentence with its basis; everything but `assumed` cites evidence. */
export interface Claim {
  readonly text: string;
  readonly basis: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated";
  readonly evidence?: readonly string[];
}

/** How many claims of a document stand on what. */
export interface ClaimCount {
  readonly document: string;
  readonly name: string;
  readonly of: number;
  readonly measured?: number;
  readonly reported?: number;
  readonly observed?: number;
  readonly inferred?: number;
  readonly simulated?: number;
  readonly assumed?: number;
}

export interface Confidence {
  readonly level: "low" | "medium" | "high";
  readonly score?: number | null;
  readonly why?: readonly string[];
}

/** Something a person decided, and the line it stands in. */
export interface Decision {
  readonly what: string;
  readonly about: string;
  readonly who?: string | null;
  readonly reason?: string | null;
  readonly line: string;
}

export interface Deviation {
  readonly kind: "missing" | "extra" | "reordered" | "repeated" | "failed";
  readonly step?: string | null;
  readonly label?: string | null;
  readonly share?: Value | null;
}

/** How a trait is spread; `known` of `members` have a value, the others are missing and stay missing. */
export interface Distribution {
  readonly bars: readonly DistributionBar[];
  readonly known: number;
  readonly members: number;
  readonly evidence: string;
}

/** One level of a distribution: its share here and among everybody else (of those with a known value). */
export interface DistributionBar {
  readonly label: string;
  readonly here?: number | null;
  readonly elsewhere?: number | null;
  readonly suppressed?: boolean;
}

/**
 * How strongly personas go with one sensitive trait, the level that they divide most, and what carries it.
 *
 * Where any number would tell of few people the strength is suppressed, and `finding` alone is told.
 */
export interface Divide {
  readonly trait: string;
  readonly label: string;
  readonly strength: Figure;
  readonly q?: number | null;
  readonly level?: string | null;
  readonly levelStrength?: Figure | null;
  readonly levelQ?: number | null;
  readonly persona?: string | null;
  readonly personaName?: string | null;
  readonly here?: Figure | null;
  readonly elsewhere?: Figure | null;
  readonly finding?: boolean;
  readonly allowed?: Allowed | null;
  readonly proxies?: readonly Proxy[];
  readonly says: string;
}

/** The key drivers of each outcome that `folkways.toml` names, else of each survey that asks for them. */
export interface DriverFindings {
  readonly format?: "folkways.driver-findings";
  readonly run: string;
  readonly found?: readonly KeyDrivers[];
  readonly refused?: readonly DriversRefused[];
}

/** An outcome of which no drivers can be told, and why, with figures. */
export interface DriversRefused {
  readonly outcome: string;
  readonly problem: string;
  readonly hint?: string | null;
}

/**
 * One thing that was counted, asked or watched.
 *
 * `query` is SQL over the snapshot's tables that repeats the value; `$persona`, `$step`, … in it stand for
 * the keys of the observation or figure that cites it. `n` counts `unit`s in the denominator.
 */
export interface Evidence {
  readonly id: string;
  readonly kind: "events" | "table" | "survey" | "interview" | "ticket" | "review" | "social" | "workshop" | "focus-group" | "staff-observation" | "market-report" | "competitor" | "document" | "experiment" | "model";
  readonly title: string;
  readonly n?: number | null;
  readonly unit?: string | null;
  readonly denominator?: string | null;
  readonly window?: Window | null;
  readonly method?: string | null;
  readonly query?: string | null;
  readonly quote?: string | null;
  readonly locator?: string | null;
  readonly note?: string | null;
  readonly sensitive?: boolean;
}

/**
 * One number with what it takes to trust it.
 *
 * `unit` is `share` (0 to 1), `customers`, `visits`, `microseconds`, `points`, `sentiment` (-1 to 1) or a currency
 * (major units).
 * A suppressed figure has no value; a figure that the data cannot give is absent, never 0.
 */
export interface Figure {
  readonly value?: number | null;
  readonly unit: string;
  readonly n?: number | null;
  readonly lo?: number | null;
  readonly hi?: number | null;
  readonly level?: number;
  readonly method?: string;
  readonly suppressed?: boolean;
  readonly evidence: string;
}

/** One sentence worth reading first, and where it comes from. */
export interface Finding {
  readonly claim: Claim;
  readonly persona?: string | null;
  readonly journey?: string | null;
}

export interface Flow {
  readonly id: string;
  readonly from: string;
  readonly to?: string | null;
  readonly kind: "next" | "branch" | "loop" | "parallel" | "handoff" | "dropout";
  readonly origin: "drawn" | "recorded" | "both";
  readonly condition?: string | null;
  readonly measures?: readonly string[];
}

/**
 * One thing not known: `count` of the `of` people it is about, and what to do about it.
 *
 * Neither is there when fewer than `min_cell` people stand behind it, or when no number does. `query` repeats `count`.
 */
export interface Gap {
  readonly kind: "no such data" | "stage unseen" | "touchpoint unheard" | "persona unheard" | "trait unknown" | "prospects unseen";
  readonly about: string;
  readonly persona?: string | null;
  readonly count?: number | null;
  readonly of?: number | null;
  readonly unit?: string | null;
  readonly problem: string;
  readonly research: "survey" | "interviews" | "observation" | "data source" | "text analysis";
  readonly advice: string;
  readonly query?: string | null;
}

/** All gaps of a build, those that concern most people first. */
export interface Gaps {
  readonly format?: "folkways.gaps";
  readonly asOf: string;
  readonly run: string;
  readonly minCell: number;
  readonly gaps: readonly Gap[];
}

/** A safeguard: whether it is on here, what that means, and the line of `folkways.toml` that changes it. */
export interface Guard {
  readonly name: string;
  readonly about?: string | null;
  readonly state: "on" | "weak" | "off";
  readonly says: string;
  readonly line: string;
}

/** One number with its words: `1,470,000 lines read`. */
export interface Headline {
  readonly key: string;
  readonly label: string;
  readonly figure: Figure;
}

/** What the home page shows; `refusal` says why there are no personas, with figures. */
export interface Home {
  readonly format?: "folkways.home";
  readonly name: string;
  readonly notice?: string | null;
  readonly asOf: string;
  readonly run: string;
  readonly window: Window;
  readonly minCell: number;
  readonly currency?: string;
  readonly timezone?: string;
  readonly counts: readonly Headline[];
  readonly refusal?: string | null;
  readonly personas: readonly PersonaCard[];
  readonly journeys: readonly JourneyCard[];
  readonly health?: readonly Headline[];
  readonly findings?: readonly Finding[];
  readonly evidence: readonly Evidence[];
}

export interface Image {
  readonly src: string;
  readonly alt: string;
}

/** A whole journey document; keys that begin with `x-` are allowed at the top and kept. */
export interface Journey {
  readonly format?: "folkways.journey";
  readonly formatVersion?: string;
  readonly id: string;
  readonly title: string;
  readonly goal?: string | null;
  readonly scenario?: string | null;
  readonly lang?: string | null;
  readonly kind: "lifecycle" | "journey" | "experience-map" | "service-blueprint";
  readonly state: "current" | "future" | "retired";
  readonly counterpart?: string | null;
  readonly level?: number | null;
  readonly parent?: Parent | null;
  readonly owner?: string | null;
  readonly review?: Review | null;
  readonly personas?: readonly PersonaLayer[];
  readonly actors?: readonly Actor[];
  readonly touchpoints?: readonly JourneyTouchpoint[];
  readonly stages: readonly JourneyStage[];
  readonly steps: readonly Step[];
  readonly flows?: readonly Flow[];
  readonly lanes: readonly Lane[];
  readonly cards: readonly Card[];
  readonly measures?: readonly Measure[];
  readonly evidence?: readonly Evidence[];
  readonly opportunities?: readonly Opportunity[];
  readonly observations?: Observations | null;
}

/**
 * A journey as the home page and the list of journeys show it; `unseen` are stages without a step, of which
 * `hidden` are those that customers reached, but fewer than `min_cell` at each step.
 */
export interface JourneyCard {
  readonly id: string;
  readonly order?: number;
  readonly title: string;
  readonly persona?: string | null;
  readonly personaName?: string | null;
  readonly glyph?: string | null;
  readonly colour?: string | null;
  readonly stages: readonly string[];
  readonly unseen?: readonly string[];
  readonly hidden?: readonly string[];
  readonly steps: number;
  readonly touchpoints: number;
  readonly leak?: Leak | null;
}

/** All journeys as cards, with the evidence of their leaks. */
export interface JourneyList {
  readonly format?: "folkways.journeys";
  readonly journeys: readonly JourneyCard[];
  readonly evidence?: readonly Evidence[];
}

/** A stage of the customer's way. One that no step belongs to is shown as "no data", never as 0. */
export interface JourneyStage {
  readonly id: string;
  readonly rank: string;
  readonly title: string;
  readonly goal?: string | null;
  readonly department?: string | null;
}

export interface JourneyTouchpoint {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly kind?: "communication" | "action" | null;
  readonly initiator?: string | null;
  readonly receiver?: string | null;
  readonly department?: string | null;
  readonly match?: Binding | null;
}

/**
 * A feature's category and how much having it pleases (`better`) and lacking it hurts (`worse`).
 *
 * No category and no figures where fewer than `min_cell` answered; `unread` answers were not on the scale.
 */
export interface KanoFeature {
  readonly feature: string;
  readonly category: "must-be" | "performance" | "attractive" | "indifferent" | "reverse" | "questionable" | null;
  readonly clear: boolean | null;
  readonly better: Figure;
  readonly worse: Figure;
  readonly n: number | null;
  readonly unread: number;
}

/** One rated question: its part of the outcome's variance, how well one does, and what there is to gain. */
export interface KeyDriver {
  readonly question: string;
  readonly touchpoint: string | null;
  readonly weight: Figure;
  readonly share: Figure;
  readonly correlation: Figure;
  readonly mean: Figure;
  readonly satisfied: Figure;
  readonly importance: Figure;
  readonly opportunity: Figure;
}

/**
 * Which rated questions carry an outcome, the heaviest first.
 *
 * `complete` respondents gave all ratings; `mended` says that available pairs did not fit together and the nearest
 * possible correlations were taken.
 */
export interface KeyDrivers {
  readonly format?: "folkways.drivers";
  readonly outcome: string;
  readonly method: string;
  readonly rSquared: Figure;
  readonly complete: number | null;
  readonly mended: boolean;
  readonly drivers: readonly KeyDriver[];
  readonly leftOut?: readonly string[];
  readonly evidence: readonly Evidence[];
}

export interface Lane {
  readonly id: string;
  readonly rank: string;
  readonly type: "text" | "actions" | "thoughts" | "questions" | "needs" | "quotes" | "touchpoints" | "channels" | "emotion" | "intensity" | "importance" | "image" | "pains" | "gains" | "opportunities" | "solutions" | "measure" | "funnel" | "time" | "themes" | "messages" | "department" | "frontstage" | "backstage" | "support" | "systems" | "evidence-artifacts" | "policy" | "barriers" | "risks" | "links" | "divider";
  readonly title: string;
  readonly role?: "experience" | "organisation" | "insight" | "data" | "layout" | null;
  readonly persona?: string | null;
  readonly scope?: "stage" | "step" | null;
  readonly scale?: Scale | null;
  readonly measure?: string | null;
  readonly collapsed?: boolean | null;
  readonly hiddenIn?: readonly ("present" | "print" | "public")[];
}

/**
 * The worst leak of a journey: of the steps after which surely more stay away than after all together, the one
 * with the largest share.
 */
export interface Leak {
  readonly step: string;
  readonly title: string;
  readonly measure: string;
  readonly name: string;
  readonly figure: Figure;
}

/** The customers with one level of a trait: which share of them is in the numbers, and of all others. */
export interface LeftOut {
  readonly way: "in a persona" | "with events" | "answered" | "spoke";
  readonly trait: string;
  readonly label: string;
  readonly level: string;
  readonly sensitive?: boolean;
  readonly share: Figure;
  readonly others: Figure;
  readonly ratio?: number | null;
  readonly q?: number | null;
  readonly finding?: boolean;
}

export interface LevelFigure {
  readonly level: string;
  readonly figure: Figure;
}

export interface LineageEvent {
  readonly event: "born" | "continued" | "split" | "merged" | "retired";
  readonly from?: readonly string[];
  readonly at: string;
  readonly overlap?: number | null;
}

/**
 * A file that somebody looks at without loading it: each table in it, and the lines that would load them.
 *
 * `sources` are the first 12 of `found`.
 */
export interface Look {
  readonly format?: "folkways.look";
  readonly file: string;
  readonly found: number;
  readonly toml: string;
  readonly sources: readonly Preview[];
}

/** An item's score, best minus worst over shown. */
export interface MaxDiffItem {
  readonly item: string;
  readonly score: Figure;
  readonly best: number | null;
  readonly worst: number | null;
  readonly shown: number | null;
}

/** A MaxDiff exercise, the best item first. */
export interface MaxDiffResult {
  readonly name: string;
  readonly items: readonly MaxDiffItem[];
  readonly tasks: number | null;
  readonly refused: number | null;
}

export interface Measure {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
  readonly kind?: "count" | "share" | "conversion" | "dropout" | "duration" | "feeling" | "csat" | "nps" | "ces" | "clv" | "revenue" | "cost" | "sentiment" | "custom" | null;
  readonly better?: "higher" | "lower" | "neither" | null;
  readonly target?: number | null;
  readonly alert?: Alert | null;
  readonly evidence?: readonly string[];
  readonly source?: Binding | null;
}

/**
 * What a measure counts: its name, its unit, its denominator in words, and which direction is good.
 *
 * `question` is that of a survey which it scores.
 */
export interface MeasureDefinition {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly denominator: string;
  readonly better?: "higher" | "lower" | "neither";
  readonly question?: string | null;
}

/**
 * One value of a measure, for everybody or for one group.
 *
 * `group` is the name of the group (a persona's, a month as `2017-03`, a wave of a survey), `group_id` a persona's id.
 * `minor` holds an amount of money exactly, in minor units, since documents round to six digits.
 */
export interface MeasuredValue {
  readonly measure: string;
  readonly by?: "overall" | "persona" | "month" | "wave";
  readonly group?: string | null;
  readonly groupId?: string | null;
  readonly figure: Figure;
  readonly minor?: number | null;
}

/** All measures of one build. A measure that the data cannot give is absent; `absent` says why. */
export interface Measures {
  readonly format?: "folkways.measures";
  readonly asOf: string;
  readonly run: string;
  readonly window: Window;
  readonly minCell: number;
  readonly currency: string;
  readonly definitions: readonly MeasureDefinition[];
  readonly values: readonly MeasuredValue[];
  readonly absent?: readonly Claim[];
  readonly evidence: readonly Evidence[];
}

/**
 * How many texts and people speak of something, the share of all texts with Wilson's interval, and how they feel.
 *
 * People are customers; a text that names no customer counts as a person of its own. Sentiment is the mean over the
 * sentences meant, -1 to 1. A suppressed cell tells nothing else.
 */
export interface Mentioned {
  readonly texts?: number | null;
  readonly people?: number | null;
  readonly shareOfTexts?: number | null;
  readonly lo?: number | null;
  readonly hi?: number | null;
  readonly sentiment?: number | null;
  readonly sentimentLo?: number | null;
  readonly sentimentHi?: number | null;
  readonly suppressed?: boolean;
}

/** One computed value of a measure at a place of the map; `previous` is from before the last refresh. */
export interface Observation {
  readonly measure: string;
  readonly step?: string | null;
  readonly stage?: string | null;
  readonly flow?: string | null;
  readonly persona?: string | null;
  readonly channel?: string | null;
  readonly quantile?: number | null;
  readonly unit?: string | null;
  readonly at?: Value | null;
  readonly previous?: Value | null;
  readonly suppressed?: boolean | null;
}

export interface Observations {
  readonly asOf: string;
  readonly run?: string | null;
  readonly window?: Window | null;
  readonly minCell?: number | null;
  readonly values?: readonly Observation[];
  readonly deviations?: readonly Deviation[];
}

export interface Opportunity {
  readonly id: string;
  readonly title: string;
  readonly statement?: string | null;
  readonly cards?: readonly string[];
  readonly steps?: readonly string[];
  readonly personas?: readonly string[];
  readonly scores?: Readonly<Record<string, Score>>;
  readonly status?: "found" | "chosen" | "doing" | "shipped" | "measured" | "dropped" | null;
  readonly owner?: string | null;
  readonly department?: string | null;
}

export interface Parent {
  readonly journey: string;
  readonly step?: string | null;
}

/** A persona document, format 1.0: told content, evidence, and observations that a refresh replaces. */
export interface Persona {
  readonly format?: "folkways.persona";
  readonly formatVersion?: "1.0";
  readonly id: string;
  readonly version?: number;
  readonly status?: "draft" | "reviewed" | "published" | "retired";
  readonly kind?: "primary" | "secondary" | "negative" | "edge";
  readonly name: string;
  readonly glyph: "circle" | "square" | "triangle" | "diamond" | "pentagon" | "hexagon" | "star" | "cross" | "drop";
  readonly colour: string;
  readonly tagline: Claim;
  readonly story: readonly Claim[];
  readonly setsApart?: readonly Claim[];
  readonly goals?: readonly Claim[];
  readonly pains?: readonly Claim[];
  readonly wishes?: readonly Claim[];
  readonly channels?: readonly Claim[];
  readonly times?: readonly Claim[];
  readonly value?: readonly Claim[];
  readonly quotes?: readonly PersonaQuote[];
  readonly notCovered?: readonly Claim[];
  readonly validation?: readonly ValidationCheck[];
  readonly journeys?: readonly string[];
  readonly lineage?: readonly LineageEvent[];
  readonly evidence: readonly Evidence[];
  readonly observations: PersonaObservations;
}

/** A persona as the home page and the switcher show it; `order` is its place, from 0. */
export interface PersonaCard {
  readonly id: string;
  readonly order?: number;
  readonly name: string;
  readonly glyph: "circle" | "square" | "triangle" | "diamond" | "pentagon" | "hexagon" | "star" | "cross" | "drop";
  readonly colour: string;
  readonly tagline: Claim;
  readonly size: Figure;
  readonly share: Figure;
}

/** A persona on this map, by id and version: a map knows which persona it was drawn for. */
export interface PersonaLayer {
  readonly id: string;
  readonly persona: string;
  readonly version?: number | null;
  readonly name: string;
  readonly colour?: string | null;
  readonly glyph?: string | null;
}

/**
 * Everything a refresh recomputes; people never edit it.
 *
 * `measures` are shown with the persona; `cited` are figures that stand in sentences only.
 */
export interface PersonaObservations {
  readonly asOf: string;
  readonly run: string;
  readonly window: Window;
  readonly minCell: number;
  readonly size: Figure;
  readonly share: Figure;
  readonly valueShare?: Figure | null;
  readonly traits: readonly PersonaTrait[];
  readonly stability: Stability;
  readonly prevalence?: Prevalence | null;
  readonly said?: PersonaSaid | null;
  readonly measures?: Readonly<Record<string, Figure>>;
  readonly cited?: Readonly<Record<string, Figure>>;
}

/**
 * A member's own words, slice `start` to `end` (characters) of the redacted text of voice `voice`.
 *
 * `document` and `locator` say where that voice stands, `on` which local day it was said; `mentioned` counts the
 * members who speak of the theme, `alike` those of them with a sentence on it in the same mood. `posterior` is how
 * surely whoever said it is a member.
 */
export interface PersonaQuote {
  readonly text: string;
  readonly basis?: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated";
  readonly evidence: readonly string[];
  readonly theme: string;
  readonly about: string;
  readonly kind: string;
  readonly source: string;
  readonly document: string;
  readonly locator: string;
  readonly voice: string;
  readonly start: number;
  readonly end: number;
  readonly on?: string | null;
  readonly language?: string | null;
  readonly sentiment: number;
  readonly mood: "unhappy" | "neutral" | "happy";
  readonly posterior: number;
  readonly mentioned: Figure;
  readonly alike: Figure;
}

/** What was heard from the members: how many said anything, in which moods, about what. */
export interface PersonaSaid {
  readonly speakers: Figure;
  readonly share: Figure;
  readonly moods?: Readonly<Record<string, Figure>>;
  readonly topics?: readonly SaidTopic[];
}

/**
 * All personas of one build, how their number was chosen, and who is not covered.
 *
 * `refusal` says why there are none, with figures; then `personas` is empty. `cited` are the figures that stand in
 * the sentences of `robustness` and `notCovered`.
 */
export interface PersonaSet {
  readonly format?: "folkways.personas";
  readonly personas: readonly string[];
  readonly refusal?: string | null;
  readonly engine: string;
  readonly candidates: readonly CandidateK[];
  readonly rivals?: readonly Rival[];
  readonly robustness?: readonly Claim[];
  readonly customers: number;
  readonly assigned: number;
  readonly notSure: number;
  readonly notCovered?: readonly Claim[];
  readonly cited?: Readonly<Record<string, Figure>>;
  readonly evidence?: readonly Evidence[];
  readonly asOf: string;
  readonly run: string;
}

/**
 * One trait: here against everybody else, difference with interval, effect size, and its distribution.
 *
 * `effect` is Cohen's d for means and Cohen's h for shares, signed: above 0 means more here.
 */
export interface PersonaTrait {
  readonly key: string;
  readonly label: string;
  readonly topic: "behaviour" | "value" | "channels" | "times" | "attitudes" | "demographics";
  readonly role: "defining" | "describing" | "outcome";
  readonly basis?: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated";
  readonly here: Figure;
  readonly elsewhere: Figure;
  readonly difference: Figure;
  readonly effect?: number | null;
  readonly effectKind?: "d" | "h";
  readonly qValue?: number | null;
  readonly distribution?: Distribution | null;
}

/** A persona is a conjunction, and conjunctions are empty: how many members match how many statements. */
export interface Prevalence {
  readonly statements: readonly string[];
  readonly points: readonly PrevalencePoint[];
  readonly evidence: string;
}

/** Share of members, and of others, who match at least `k` of the persona's statements. */
export interface PrevalencePoint {
  readonly k: number;
  readonly members: number;
  readonly others: number;
}

/**
 * A file before it is loaded: how it is read, what its columns are taken for, its first rows, what would not fit.
 *
 * `columns` are counted in the first 100,000 rows; `rejects` are the first 50 of `rejected` rows and values.
 */
export interface Preview {
  readonly format?: "folkways.preview";
  readonly source: string;
  readonly table: "events" | "customers" | "answers" | "voices" | "accounts" | "memberships" | "deals" | "aggregates" | "documents" | "identities" | null;
  readonly file: string;
  readonly rows: number;
  readonly loaded: number | null;
  readonly rejected: number;
  readonly readAs: Readonly<Record<string, string>>;
  readonly remarks: readonly string[];
  readonly columns: readonly PreviewColumn[];
  readonly first: readonly (Readonly<Record<string, string | null>>)[];
  readonly rejects: readonly PreviewReject[];
  readonly problem?: string | null;
}

/** One column of a file: the part it plays, or that nothing is known of it, and how private it seems. */
export interface PreviewColumn {
  readonly column: string;
  readonly role?: string | null;
  readonly type: string;
  readonly filled: number;
  readonly distinct: number;
  readonly privacy?: "identifier" | "personal" | "sensitive" | "plain";
  readonly examples?: readonly string[];
}

/** A row (or value) that would not be loaded, and why. */
export interface PreviewReject {
  readonly file: string;
  readonly row: number;
  readonly column: string;
  readonly value?: string | null;
  readonly reason: string;
}

/** A defining feature that goes with a sensitive trait and with personas, and the line that takes it out. */
export interface Proxy {
  readonly feature: string;
  readonly label: string;
  readonly withTrait: Figure;
  readonly withPersonas: Figure;
  readonly line: string;
}

/**
 * A load's quality: for every source rows read = loaded + rejected + duplicates.
 *
 * `first_at` and `last_at` are the first and last event in microseconds UTC.
 */
export interface QualityReport {
  readonly format?: "folkways.quality";
  readonly firstAt?: number | null;
  readonly lastAt?: number | null;
  readonly rows: readonly QualityRow[];
}

/**
 * One check: `count` of `of` (rows, events, customers or answers), with what was found in words.
 *
 * `query` repeats the count, where the snapshot's tables hold it. `source` is a source's name, or a table's for what
 * concerns all sources; `column` a column, a trait or a word.
 */
export interface QualityRow {
  readonly source: string;
  readonly check: "rows read" | "rows loaded" | "rows rejected" | "bots kept apart" | "duplicates" | "values left out" | "orphans" | "clock time shown twice" | "remarks" | "events" | "events by day only" | "period" | "future dates" | "without value" | "negative value" | "touchpoint" | "channel" | "customers" | "customers with events" | "customers described" | "missing" | "range" | "levels" | "answers" | "answers without customer" | "accounts" | "accounts described" | "metric" | "ids joined" | "seen across channels" | "ids kept apart" | "identifier cut" | "identifier shared" | "sensitive trait allowed";
  readonly column?: string | null;
  readonly count: number;
  readonly of?: number | null;
  readonly detail?: string | null;
  readonly query?: string | null;
}

/**
 * A verbatim piece of a voice and its place: `start` and `end` count the characters of the voice's text.
 *
 * `on` is the local date on which it was said, `persona` the name of the customer's persona; each where it is known.
 */
export interface Quote {
  readonly text: string;
  readonly voice: string;
  readonly source: string;
  readonly document: string;
  readonly locator: string;
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly on?: string | null;
  readonly persona?: string | null;
  readonly sentiment: number;
  readonly language?: string | null;
}

/**
 * How one survey's wave was weighted: `unknown` respondents lack a level of some margin.
 *
 * `design_effect` is that of the weights alone; `gap` the widest miss of a share that is left.
 */
export interface Raking {
  readonly survey: string | null;
  readonly wave: string | null;
  readonly respondents: number | null;
  readonly unknown: number | null;
  readonly effectiveN: number | null;
  readonly designEffect: number | null;
  readonly leastWeight: number | null;
  readonly greatestWeight: number | null;
  readonly trimmed: number | null;
  readonly gap: number | null;
  readonly rounds: number;
}

export interface Review {
  readonly everyDays?: number | null;
  readonly lastOn?: string | null;
  readonly dueOn?: string | null;
  readonly by?: string | null;
}

/** Another way to group the same customers, compared on the same figures. */
export interface Rival {
  readonly method: string;
  readonly k: number;
  readonly jaccardMin?: number | null;
  readonly splitHalf?: number | null;
  readonly predictionGain?: Figure | null;
  readonly note: string;
}

/**
 * A theme that members speak of, complain of, or wish something about; without `theme`: anything at all.
 *
 * `customers` counts the members; `here` is their share among the members who said anything, `elsewhere` the same
 * among everybody else, `difference` the one less the other; `effect` is Cohen's h. `sentiment` (themes only) is the
 * mean over members of how their sentences on it feel.
 */
export interface SaidTopic {
  readonly kind: "theme" | "pain" | "wish";
  readonly theme?: string | null;
  readonly name: string;
  readonly customers: Figure;
  readonly here: Figure;
  readonly elsewhere: Figure;
  readonly difference: Figure;
  readonly effect: number;
  readonly qValue: number;
  readonly sentiment?: Figure | null;
}

export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Score {
  readonly v: number;
  readonly basis?: "measured" | "reported" | "observed" | "inferred" | "assumed" | "simulated" | null;
  readonly why?: string | null;
}

/**
 * What -1 and 1 mean here, and how well it was learnt.
 *
 * The agreement is that of predictions by models that had not seen a text (`rank_correlation`: Spearman's, `auc`: of
 * ratings up to a quarter of the scale against those from three quarters), beside that without calibration.
 */
export interface SentimentScale {
  readonly calibrated: boolean;
  readonly ratedTexts: number;
  readonly needed: number;
  readonly says: string;
  readonly rankCorrelation?: number | null;
  readonly auc?: number | null;
  readonly uncalibratedRankCorrelation?: number | null;
  readonly uncalibratedAuc?: number | null;
}

/** A persona near the floor: with so few members, one more filter would speak of single people. */
export interface SmallPersona {
  readonly persona: string;
  readonly name: string;
  readonly members: Figure;
  readonly floor: number;
}

/** Pains, wishes, questions or praise, a named competitor, or an emotion: who speaks so, and typical words. */
export interface Speech {
  readonly kind: "act" | "competitor" | "emotion" | "touchpoint";
  readonly name: string;
  readonly mentioned: Mentioned;
  readonly quotes?: readonly Quote[];
}

/** How surely the group comes back when customers are drawn again, and how sure members are. */
export interface Stability {
  readonly jaccardMean: number;
  readonly jaccardMin: number;
  readonly resamples: number;
  readonly meanPosterior: number;
  readonly shareAbove80: number;
  readonly evidence: string;
}

export interface Step {
  readonly id: string;
  readonly stage: string;
  readonly rank: string;
  readonly title: string;
  readonly touchpoints?: readonly string[];
  readonly momentOfTruth?: boolean | null;
  readonly optional?: boolean | null;
  readonly entry?: boolean | null;
  readonly exit?: boolean | null;
  readonly subjourney?: string | null;
  readonly match?: Binding | null;
}

/** One question as it was asked; the ends of its scale are those told, else the least and greatest answer. */
export interface SurveyQuestion {
  readonly question: string;
  readonly column?: string | null;
  readonly survey?: string | null;
  readonly kind: "nps" | "csat" | "ces" | "rating" | "choice" | "multi" | "ranking" | "text";
  readonly touchpoint?: string | null;
  readonly answers: number | null;
  readonly scaleMin?: number | null;
  readonly scaleMax?: number | null;
}

/** What all surveys of one build told. */
export interface Surveys {
  readonly format?: "folkways.surveys";
  readonly run: string;
  readonly questions: readonly SurveyQuestion[];
  readonly raking?: readonly Raking[];
  readonly kano?: readonly KanoFeature[];
  readonly maxdiff?: readonly MaxDiffResult[];
  readonly evidence?: readonly Evidence[];
}

/** A shown quote with words that hardly anybody else uses. */
export interface TellingQuote {
  readonly voice: string;
  readonly source: string;
  readonly document: string;
  readonly locator: string;
  readonly text: string;
  readonly words: readonly string[];
}

/** What customers speak of; `taught` by examples in the configuration, or found. */
export interface Theme {
  readonly id: string;
  readonly name: string;
  readonly words?: readonly string[];
  readonly taught?: boolean;
  readonly mentioned: Mentioned;
  readonly acts?: Readonly<Record<string, number>>;
  readonly touchpoint?: string | null;
  readonly groups?: readonly ThemeGroup[];
  readonly quotes?: readonly Quote[];
}

/**
 * A theme among the texts of one group: share is of the group's texts. `group_id` is a persona's id.
 *
 * Personas, kinds and sources have quotes of their own.
 */
export interface ThemeGroup {
  readonly by: "month" | "kind" | "source" | "channel" | "touchpoint" | "persona";
  readonly group: string;
  readonly groupId?: string | null;
  readonly ofTexts?: number | null;
  readonly mentioned: Mentioned;
  readonly quotes?: readonly Quote[];
}

/** What makes a finding: strengths (0 to 1), a ratio of shares, the corrected p below which chance is ruled out. */
export interface Thresholds {
  readonly strength: number;
  readonly proxy: number;
  readonly service: number;
  readonly fourFifths: number;
  readonly q: number;
}

/** A sensitive trait that could not be held against personas, and why. */
export interface Unchecked {
  readonly trait: string;
  readonly label: string;
  readonly reason: string;
}

/** Something the machine says alone: `count` of `of`, and how people confirm it. */
export interface Unconfirmed {
  readonly what: string;
  readonly count: number;
  readonly of: number;
  readonly advice: string;
}

/** One outcome by the levels of one sensitive trait: how strongly they go together, and each level's value. */
export interface Unequal {
  readonly outcome: string;
  readonly outcomeLabel: string;
  readonly better?: "higher" | "lower" | "neither";
  readonly trait: string;
  readonly label: string;
  readonly strength: Figure;
  readonly q: number;
  readonly finding?: boolean;
  readonly levels: readonly LevelFigure[];
  readonly says: string;
}

/** One of the four ways a persona is validated: done or not, and what came out. */
export interface ValidationCheck {
  readonly kind: "statistics" | "customers" | "team" | "use";
  readonly done: boolean;
  readonly result?: Claim | null;
}

export interface Value {
  readonly v: number;
  readonly n?: number | null;
  readonly lo?: number | null;
  readonly hi?: number | null;
  readonly level?: number | null;
  readonly method?: string | null;
}

/**
 * All that a build has to say about what customers say; without a text, that there is none.
 *
 * `evidence` is cited by what is counted (`evd_theme-texts`, `evd_speech-people`, …); its queries name the theme,
 * act, group or language with `$theme`, `$name`, `$group`, `$language`.
 */
export interface Voices {
  readonly format?: "folkways.voices";
  readonly asOf: string;
  readonly run: string;
  readonly texts: number;
  readonly people: number;
  readonly sentences: number;
  readonly minCell: number;
  readonly languages?: Readonly<Record<string, number>>;
  readonly sentiment: SentimentScale;
  readonly themes?: readonly Theme[];
  readonly speech?: readonly Speech[];
  readonly themesTooSmall?: number;
  readonly themesChosen?: string;
  readonly evidence?: readonly Evidence[];
}

/** The local dates, both inclusive, that something was counted in. */
export interface Window {
  readonly from: string;
  readonly to: string;
}
