/** The week as a value: what the Slack message, the page, the terminal and `--json` are made from. */
export interface Digest {
  /** ISO times; `to` is not part of it. */
  from: string;
  to: string;
  timezone: string;
  /** The ISO week that it covers most of. */
  week: string;
  /** What it covers: one channel by its id, or all. */
  channel?: string | undefined;
  failures: number;
  /** Green builds; left out where none are known. */
  greens?: number | undefined;
  /** Failed of all builds of projects with known green builds, 0 to 1. */
  rate?: number | undefined;
  lost: Lost;
  /** The weeks before and this one, oldest first, from the first one that had a failure. */
  trend: { from: string; to: string; failures: number }[];
  /** Of each 24 hours of the week, and of the same ones a week before. */
  days: { day: string; failures: number; before: number }[];
  /** Most failures first. All of them: surfaces show the first few. */
  projects: ProjectWeek[];
  causes: CauseWeek[];
  timeToGreen: TimeToGreen;
  flaky: FlakyProject[];
  unknown: UnknownCluster[];
  answers: Answers;
}

/** What failed builds took. */
export interface Lost {
  minutes: number;
  /** An estimate. */
  dollars: number;
  /** Builds whose compute type has no known price: not in `dollars`. */
  unpriced: number;
}

export interface ProjectWeek {
  project: string;
  failures: number;
  before: number;
  greens?: number | undefined;
  rate?: number | undefined;
  lost: Lost;
  timeToGreen: TimeToGreen;
  /** Title of its most frequent cause. */
  topCause: string;
}

export interface CauseWeek {
  cause: string;
  title: string;
  family: string;
  failures: number;
  before: number;
  projects: string[];
  fixes: Fixes;
}

/** What turned the incidents of a cause green. */
export interface Fixes {
  byCommit: number;
  /** Another build of the same commit: a retry, or something outside the source was put right. */
  bySameCommit: number;
  /** Green again, of a commit that is not known. */
  other: number;
  /** The newest ones first. */
  examples: Fix[];
}

export interface Fix {
  kind: 'commit' | 'same-commit' | 'other';
  project: string;
  /** Id and number of the green build. */
  build: string;
  number?: number | undefined;
  commit?: string | undefined;
  at: string;
}

export interface TimeToGreen {
  incidents: number;
  /** From the first red build to the green one; left out where nothing turned green. */
  medianSeconds?: number | undefined;
  worst?: { project: string; title: string; builds: number; seconds: number } | undefined;
}

export interface FlakyProject {
  project: string;
  /** How often it turned green on the very commit that had failed. */
  recoveries: number;
  /** Titles of what had failed. */
  titles: string[];
}

/** Failures without a known cause that look alike: a candidate for a signature. */
export interface UnknownCluster {
  fingerprint: string;
  line?: string | undefined;
  failures: number;
  projects: string[];
  /** Console page of one of its builds. */
  url: string;
  build: string;
}

/** What people said of the diagnoses. */
export interface Answers {
  right: number;
  wrong: number;
  /** Wrong ones with what it was instead. */
  corrections: { said: string; was: string; count: number }[];
}
