/** What a file of a team's own signatures may hold, so that none takes the time or the memory of the others. */
export const LIMITS = {
  /** Of the file. */
  bytes: 1_000_000,
  signatures: 500,
  /** Of one signature. */
  patterns: 20,
  /** Characters of one pattern. */
  pattern: 500,
  /** Instructions of one compiled pattern: matching takes that many steps a character at most. */
  program: 500,
  /** Instructions of all compiled patterns together. */
  programs: 50_000,
  samples: 20,
  /** Characters of one sample. */
  sample: 10_000,
  /** Lines between the two lines of a pattern. */
  within: 50,
  steps: 10,
  title: 79,
  prose: 600,
  command: 2000,
  patch: 4000,
  /** Errors told of one file. */
  problems: 50,
} as const;
