import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Context } from 'aws-lambda';
import type { DigestPosted } from '../../src/digest/post-digest.ts';
import { type LocalAws, readScenario, type Scenario } from './aws/index.ts';
import { fillMonth } from './history-of-a-month.ts';
import type { PageScenario } from './page/state.ts';
import { BUILDS, type LocalSlack } from './slack/index.ts';
import { readStorm } from './storm-of-projects.ts';

/** More than one build at once: a storm, its end, a week. */
export interface Shows {
  list: PageScenario[];
  /** Plays one; returns what is to be said. Undefined for a name that is none of these. */
  play: (name: string) => Promise<string | undefined> | undefined;
  /** The last digest posted, or else that of now, as a page. */
  renderDigest: () => Promise<string>;
}

const PROJECTS = 30;
/** A week, the one before, and a little more to compare with. */
const DAYS = 15;
const WEEK = 7 * 86_400_000;
const TIMEZONE = 'Europe/Berlin';

/** Makes them over a sandbox, whose environment stands by now. */
export function createShows(aws: LocalAws, slack: LocalSlack): Shows {
  const digests = createDigests(aws);
  const storms = createStorms(aws, slack);
  const plays: Record<string, () => Promise<string | undefined>> = {
    storm: storms.begin,
    calm: storms.end,
    digest: digests.post,
  };
  return {
    list: [
      show('storm', `${PROJECTS} projects fail of one cause`),
      show('calm', 'all green again'),
      show('digest', 'post the weekly digest'),
    ],
    play: (name) => (Object.hasOwn(plays, name) ? plays[name]?.() : undefined),
    renderDigest: digests.render,
  };
}

function show(name: string, title: string): PageScenario {
  return { name, title, isShow: true };
}

function createStorms(aws: LocalAws, slack: LocalSlack) {
  let last: Scenario[] = [];
  let number = 6;
  const emit = async (runs: readonly Scenario[]) => {
    for (const run of runs) aws.load(run, { keep: true });
    const posted = slack.calls.length;
    await Promise.all(runs.map((run) => aws.emit(run)));
    const calls = slack.calls.slice(posted).map(({ method }) => method);
    const count = (method: string) => calls.filter((each) => each === method).length;
    return { posts: count('chat.postMessage'), updates: count('chat.update') };
  };
  return {
    async begin() {
      number += 1;
      last = readStorm(PROJECTS, { scenario: 'ecr-login-denied', startedAt: new Date(), number });
      const { posts, updates } = await emit(last);
      return `${last.length} failures: ${posts} new message, ${updates} updates.`;
    },
    async end() {
      if (last.length === 0) return 'Let 30 projects fail first.';
      number += 1;
      const startedAt = new Date();
      const greens = last.map(({ build: { project } }) =>
        readScenario('succeeded-build', { project, startedAt, number }),
      );
      last = [];
      const { posts } = await emit(greens);
      return `${greens.length} green builds: ${posts === 0 ? 'nothing to tell' : 'told once, in the thread'}.`;
    },
  };
}

function createDigests(aws: LocalAws) {
  const now = new Date();
  let weeks = 0;
  let filled: ReturnType<typeof fill> | undefined;
  const fill = async () => {
    const { openTable } = await import('../../src/history/table.ts');
    const table = openTable(new DynamoDBClient(), aws.environment.FAULTLINE_TABLE ?? '');
    // Older than any build of the page: the last failure of the channel is one that is there to be diagnosed.
    await fillMonth(table, { until: new Date(now.getTime() - 3_600_000), channel: BUILDS, days: DAYS });
    return table;
  };
  const getEnd = (back: number) => new Date(now.getTime() - back * WEEK);
  return {
    async post(): Promise<string> {
      filled ??= fill();
      await filled;
      const { handler } = await import('../../handlers/weekly-digest.ts');
      const event = { scheduledTime: getEnd(weeks).toISOString(), timezone: TIMEZONE };
      const posted: DigestPosted = await handler(event, {} as Context);
      if (posted.kind === 'repeat') return 'That week was told before: no week is told twice.';
      weeks += 1;
      return weeks === 1
        ? 'The week of a team of a dozen projects.'
        : 'The week before that: none is told twice.';
    },
    async render(): Promise<string> {
      filled ??= fill();
      const table = await filled;
      const [{ readDigest }, { renderDigestPage }, { getWeek }] = await Promise.all([
        import('../../src/digest/read-digest.ts'),
        import('../../src/digest/page.ts'),
        import('../../src/digest/week.ts'),
      ]);
      const end = getEnd(Math.max(0, weeks - 1));
      return renderDigestPage(await readDigest(table, getWeek(end, TIMEZONE)));
    },
  };
}
