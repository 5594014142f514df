/** What became of a build, as far as it costs differently. */
export type Kind = 'new' | 'repeat' | 'recovery' | 'green';

/** What one event costs in calls; counted with the real code by test/scale/count-calls.ts. */
export interface Cost {
  /** `GetLogEvents`. */
  logReads: number;
  /** Other calls of AWS, the table's left out. */
  otherCalls: number;
  /** Request units of DynamoDB: 1 KB a write, 4 KB a read, the index's writes included. */
  writeUnits: number;
  readUnits: number;
  /** Messages posted, replies in a thread included; they count for the channel. */
  posts: number;
  updates: number;
  /** Events of Faultline's own. */
  events: number;
}

export const COSTS: Record<Kind, Cost> = {
  new: { logReads: 1, otherCalls: 6.8, writeUnits: 24, readUnits: 2.3, posts: 1, updates: 0, events: 1 },
  repeat: { logReads: 1, otherCalls: 5.8, writeUnits: 20, readUnits: 2.3, posts: 1, updates: 1, events: 1 },
  recovery: { logReads: 0, otherCalls: 1, writeUnits: 12, readUnits: 4, posts: 1, updates: 0, events: 0 },
  green: { logReads: 0, otherCalls: 0, writeUnits: 3, readUnits: 1, posts: 0, updates: 0, events: 0 },
};
