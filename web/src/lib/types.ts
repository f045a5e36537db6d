// The shapes of web/API.md, as far as the page uses them. Offsets count Unicode code points.
import type { Geometry } from 'geojson';

export type Judged = 'machine' | 'accepted' | 'edited' | 'added' | 'rejected';
export type MarkKind = 'act' | 'cue' | 'source' | 'place' | 'time' | 'actor' | 'target' | 'count' | 'equipment';

export interface Mark { start: number; end: number; kind: MarkKind; depth?: number }
export interface Words { text: string; start: number; end: number; marks: Mark[] }
export interface ChainLink {
  name: string; text: string; kind: string; stance: string; cue: string | null; medium: string; form: string;
  carried: boolean; described: string; entity_id: string | null;
}
export interface Participant { name: string; entity_id: string | null; certainty: 'CT' | 'PR' | 'PS' }
export interface Place {
  name: string; relation?: string; precision: string; lat: number | null; lon: number | null; radius_km: number | null;
  geometry: Geometry | null; country: string | null; admin1: string | null;
}
export interface CountLine { what: string; low: number | null; best: number | null; high: number | null; victims: string; scope: string; text: string }
export interface EquipmentLine { name: string; class: string; count: number | null; used_by: string }

export interface ClaimLine {
  claim_id: string; version: string; type: string; group: string; judged: Judged; status: string; report_id: string; doc_id: string;
  outlet: string | null; title: string | null; published: string | null; url: string | null; who_says: string; chain: ChainLink[];
  factuality: string; author_factuality: string; modality: string; phase: string | null; actors: Participant[]; targets: Participant[];
  places: Place[]; earliest: string | null; latest: string | null; time_precision: string; time_basis: string; time_text: string;
  counts: CountLine[]; equipment: EquipmentLine[]; words: Words; confidence: number; sure: boolean; incidents: string[];
}

export interface Quote { text: string; start: number; end: number }
export interface Role extends Quote { role: string; name: string; entity_id: string | null; certainty: string; reason: string }
export interface ClaimPlace extends Quote, Omit<Place, 'relation'> { relation: string; reason: string }
export interface ClaimTime {
  precision: string; basis: string; extent: string; earliest: string | null; latest: string | null; text: string;
  start: number | null; end: number | null; anchor: string; reason: string;
}
export interface Link {
  source: Quote & { name: string; kind: string; entity_id: string | null; described: string };
  cue: Quote | null; content: [number, number][]; stance: string; form: string; carried: boolean; reason: string;
}
export interface Claim {
  claim_id: string; report_id: string; type: string; trigger: Quote; evidence: Quote[]; roles: Role[]; places: ClaimPlace[]; time: ClaimTime;
  counts: (Quote & { what: string; of: string; victims: string; scope: string; low: number | null; best: number | null; high: number | null })[];
  equipment: (Quote & { name: string; class: string; count: number | null; used_by: string })[];
  attribution: Link[]; factuality: string; author_factuality: string; modality: string; phase: string | null;
  relations: { kind: string; claim_id: string | null; aspect: string; text: string; reason: string }[];
  grounds: (Quote & { effect: string })[]; acled: string | null; plover: string | null; cameo: string | null;
  confidence: number; reader: string; reasons: string[];
}

export interface JudgementLine {
  judgement_id: string; seq: number; at: string; by: string; kind: string; on: string; field: string | null; from: unknown; to: unknown;
  reason: string; withdrawn: boolean; orphan: string | boolean | null; claim_id: string | null; report_id: string | null;
}
export interface Citation {
  line: string; chain: string; quote: string; outlet: string | null; title: string | null; published: string | null; url: string | null;
  sha256: string; retrieved: string | null; read_at: string | null; doc_id: string; start: number; end: number; claim_id: string;
}
export interface ReportLine {
  report_id: string; doc_id: string; sha256: string; status: string; title: string | null; outlet: string | null; published: string | null;
  language: string; claims: number; url?: string | null; author?: string | null; replaces?: string | null; [more: string]: unknown;
}
export interface Issue { stage: string; code: string; source: string; message: string; span?: unknown }
export interface ClaimPage {
  line: ClaimLine; claim: Claim; machine: Claim | null; judgements: JudgementLine[]; report: ReportLine; incidents: string[]; cite: Citation; version: string;
}

export interface Origins { at_least: number; at_most: number }
export interface Dispute { facet: string; by: string; party: 'accused' | 'other' | 'unknown' }
export interface IncidentLine {
  incident_id: string; version: string; type: string; happening: string; claims: number; matching: number; reports: number; origins: Origins;
  earliest: string | null; latest: string | null; time_precision: string; place: Place | null; sources: string[];
  contradictions: { kind: string; reason: string }[]; disputed: Dispute[]; figures: string; assessment: string | null; title: string;
}
export interface MatrixCell { value: string; group: number; agree: number; claims: string[] }
export interface MatrixRow {
  chain: string; outlet: string | null; report_id: string; doc_id: string; published: string | null; earliest: boolean; links: string[]; claims: string[]; denies: boolean;
  cells: Record<string, MatrixCell[]>;
}
export interface Matrix {
  facets: string[]; rows: MatrixRow[]; values: Record<string, { value: string; group: number; chains: number }[]>;
  conflicts: { facet: string; kind: string; groups: number[][]; sides: string[][]; reason: string }[];
}
export interface StemmaNode { key: string; label: string; kind: string; report_id: string | null; published: string | null; origin: number | string; first: boolean }
export interface StemmaEdge { kind: string; from: string; to: string; directed: boolean; evidence: string; reason: string; folds: boolean }
export interface StemmaDrawing { nodes: StemmaNode[]; edges: StemmaEdge[]; origins: { origin: number | string; keys: string[] }[]; apart: [string, string][] }
export interface FigureRow { low: number | null; best: number | null; high: number | null; text: string; who_says: string; claim_id: string; factuality: string; published: string | null }
export interface Figure { what: string; victims: string; scope: string; rows: FigureRow[] }
export interface SaidWords { text: string; who_says?: string; claim_id?: string; start?: number; end?: number; [more: string]: unknown }
export interface IncidentRecord {
  incident_id: string; type: string; happening: string; origins: Origins; sources: string[];
  facets: { facet: string; values: { value: string; chains: string[]; claims: string[] }[]; origins: Origins }[];
  contradictions: { kind: string; sides: string[][]; reason: string }[]; disputed: Dispute[]; places: ClaimPlace[]; time: ClaimTime;
  relations: { kind: string; incident_id: string; reason: string }[]; reasons: string[]; assessment: string | null;
}
export interface IncidentPage {
  line: IncidentLine; incident: IncidentRecord; claims: ClaimLine[]; matrix: Matrix; stemma: StemmaDrawing; figures: Figure[];
  quotes: SaidWords[]; origins: { [more: string]: unknown }[]; judgements: JudgementLine[]; version: string;
}

export interface FacetCount { value: string; n: number }
export interface TimelineBin { start: string; end: string; within: number; across: number }
export interface Timeline { unit: 'year' | 'month' | 'week' | 'day'; earliest: string | null; latest: string | null; bins: TimelineBin[]; undated: number; open: number; before?: number; after?: number }
export interface Sharing { a: string; b: string; kind: string; n: number; incidents: string[]; reason: string }
export interface Spot {
  spot: string; name: string; lat: number | null; lon: number | null; radius_km: number | null; precision: string; country: string | null;
  admin1: string | null; geometry: Geometry | null; n: number; denied: number;
}
export interface MapData { spots: Spot[]; omitted: number; unlocated: number }
export interface Overview {
  total: number; of: number; head: number; stale: boolean; facets: Record<string, FacetCount[]>; timeline: Timeline; map: MapData;
}
export interface Rows<T> { rows: T[]; total: number; cursor: string | null }

export interface TextSpan {
  start: number; end: number; kind: string; depth: number; claim_id: string | null; label: string; reason: string; stance: string | null; precision: string | null;
}
export interface ReportPage {
  line: ReportLine; text: string; paragraphs: [number, number][]; dropped: { start: number; end: number; reason: string }[]; spans: TextSpan[];
  claims: ClaimLine[]; items: { item_id: string; kind: string; quote: Quote; published_by: string; url: string | null }[]; issues: Issue[];
  versions: ReportLine[]; state: { share_read: number; reader: string; [more: string]: unknown };
}
export interface State {
  ledger: string; name: string; reports: number; claims: number; incidents: number; head: number; columns: string; joining: boolean; behind?: boolean;
  reading: string | null; user: string | null; version: string;
}
export interface Vocabulary {
  types: { type: string; group: string }[]; groups: string[]; factuality: { value: string; says: string }[]; modality: string[]; judged: string[];
  editable: string[]; precisions: string[]; [more: string]: unknown;
}
export interface ReviewItem {
  line: ClaimLine; claim: Claim; version: string; context: { text: string; start: number; end: number }; judgements: JudgementLine[]; why: string[];
}
export interface HistoryLine {
  seq: number; at: string; by: string; kind: string; says: string; note: string; remark: string; judgement: JudgementLine | null; hash: string;
}
export interface CaseLine {
  case_id: string; version: string; name: string; notes: string; claims: number; incidents: number; members: string[]; by: string; at: string; closed: boolean;
}
export interface CasePage { case: CaseLine; claims: ClaimLine[]; incidents: IncidentLine[]; notes: { on: string; text: string; by: string; at: string }[] }
export interface SearchHit {
  kind: 'report' | 'claim'; id: string; report_id: string; doc_id: string; snippet: string; start: number; end: number; marks: [number, number][]; line: ClaimLine | null;
}
export interface SourcePage {
  name: string; kinds: FacetCount[]; described: string[]; entity_id: string | null; n: number; looked_at: number; types: FacetCount[]; stances: FacetCount[];
  carried_by: FacetCount[]; cites: FacetCount[]; quoted_by: FacetCount[]; timeline: Timeline;
  answered: { incident_id: string; kind: string; reason: string; own: ClaimLine[]; others: ClaimLine[] }[];
  shares_text: { outlet: string; incident_id: string; kind: string; reason: string }[];
}
export interface ActorPage {
  entity: { entity_id: string; name: string; kind: string; aliases: { text: string; from: string }[] }; n: number; roles: FacetCount[]; types: FacetCount[];
  relations: { kind: string; entity_id: string | null; name: string; earliest: string | null; latest: string | null; claim_id: string | null; who_says: string; words: string }[];
  mentions: { claim_id: string; [more: string]: unknown }[]; timeline: Timeline;
  equipment: { name: string; class: string; n: number; who_says: string[]; claims: string[] }[]; places: FacetCount[]; judgements: JudgementLine[];
}
export interface Changes {
  head: number; reports: ReportLine[];
  edited: { report: ReportLine; before: ReportLine; added: number; removed: number; words_added: string[]; words_removed: string[] }[];
  judgements: JudgementLine[]; incidents: string[]; redactions: number;
}
export interface ReadingRun {
  batch: string; state: 'waiting' | 'reading' | 'joining' | 'done' | 'failed'; done: number; files: number;
  documents: { doc_id: string; report_id: string; kind: string; claims: number; words: number; share_read: number; language: string; issues: Issue[] }[];
  issues: Issue[]; unread: { doc_id: string; language: string }[]; message: string; seconds: number;
}
export interface JudgementBody {
  by: string; kind: string; on: string; field?: string; to?: unknown; reason?: string; quote?: Quote; expected?: string; key?: string;
}
export interface JudgementAnswer { judgement: JudgementLine; version: string; line: ClaimLine | null; joining: boolean }
export interface Agreement {
  pairs: { a: string; b: string; claims: number; agree: number; share: number; kappa: number | null }[];
  disagreements: { claim_id: string; a: string; b: string }[];
}
