import { listAnswers } from '../history/answers.ts';
import { countGreens } from '../history/greens.ts';
import { listClosedIncidents } from '../history/list.ts';
import { countFailures, listOutlines, listTraces } from '../history/outline.ts';
import type { ClosedIncident } from '../history/project-state.ts';
import type { HistoryTable } from '../history/table.ts';
import type { Digest } from './digest.ts';
import { makeDigest } from './make-digest.ts';
import { listWeeksBefore, type Week } from './week.ts';

const WEEKS_BEFORE = 4;

/**
 * Reads a week and makes its digest, from the history alone. With a channel, by its id: of what was told there.
 * Of the week outlines are read, of the week before less, of those before it only the counts.
 */
export async function readDigest(
  table: HistoryTable,
  week: Week,
  channel?: string | undefined,
): Promise<Digest> {
  const period = { from: week.from, to: week.to, channel };
  const [before, ...earlier] = listWeeksBefore(week, WEEKS_BEFORE);
  if (!before) throw new RangeError('There is always a week before.');
  return makeDigest(week, channel, {
    failures: listOutlines(table, period),
    incidents: ofChannel(listClosedIncidents(table, period), channel),
    greens: countGreens(table, period),
    answers: listAnswers(table, period),
    before: { ...before, failures: listTraces(table, { ...before, channel }) },
    earlier: Promise.all(
      earlier.map(async (each) => ({
        ...each,
        failures: await countFailures(table, { ...each, channel }),
      })),
    ),
  });
}

async function* ofChannel(incidents: AsyncIterable<ClosedIncident>, channel: string | undefined) {
  for await (const incident of incidents) {
    if (channel === undefined || incident.message?.channel === channel) yield incident;
  }
}
