import { COSTS, type Kind } from './calls.ts';
import { type Bill, getBill } from './cost.ts';
import { PRICES, QUOTAS, type Quota } from './quotas.ts';
import type { Delay, Outcome, Setting } from './simulate.ts';

export interface Day {
  setting: Setting;
  outcome: Outcome;
}

/** The tables of docs/scale.md, by the name of the mark that they stand under. */
export function renderTables(days: readonly Day[]): Record<string, string> {
  return {
    days: renderDays(days),
    breaks: renderBreaks(days),
    bills: renderBills(days),
    calls: renderCalls(),
    quotas: renderQuotas(),
    prices: renderPrices(),
  };
}

/** Puts tables into a page: each between `<!-- NAME -->` and `<!-- end -->`. Throws for a mark without a table. */
export function fillPage(page: string, tables: Record<string, string>): string {
  return page.replaceAll(/<!-- (\w+) -->\n[\s\S]*?<!-- end -->/g, (_, name: string) => {
    const table = tables[name];
    if (table === undefined) throw new Error(`docs/scale.md has a mark ${name}, for which there is no table`);
    return `<!-- ${name} -->\n\n${table}\n\n<!-- end -->`;
  });
}

function renderDays(days: readonly Day[]): string {
  return renderTable(
    [
      'organisation',
      'builds a day',
      'failures',
      'new incident: half',
      '99 of 100',
      'longest',
      'repeat counted: half',
      '99 of 100',
      'longest',
    ],
    days.map(({ setting, outcome }) => [
      setting.name,
      write(setting.buildsPerDay),
      write(outcome.failures),
      ...writeDelay(outcome.delay),
      ...writeDelay(outcome.counted),
    ]),
  );
}

function writeDelay({ median, p99, longest }: Delay): string[] {
  return [median, p99, longest].map(writeTime);
}

function renderBreaks(days: readonly Day[]): string {
  return renderTable(
    [
      'organisation',
      'log reads',
      'posts',
      'changes of messages',
      'late failures',
      'functions at work at most',
    ],
    days.map(({ setting, outcome }) => [
      setting.name,
      ...[outcome.turnedAway.logs, outcome.turnedAway.post, outcome.turnedAway.update].map(write),
      `${((100 * outcome.late) / outcome.failures).toFixed(1)} %`,
      write(outcome.mostAtWork),
    ]),
  );
}

function renderBills(days: readonly Day[]): string {
  const rows = days.map(({ setting, outcome }): [Setting, Bill] => [setting, getBill(outcome)]);
  return renderTable(
    [
      'organisation',
      'Lambda',
      'DynamoDB',
      'own logs',
      'events, queue',
      'a day',
      'a month',
      'a thousand builds',
    ],
    rows.map(([{ name, buildsPerDay }, { lambda, table, logs, rest, total }]) => [
      name,
      ...[lambda, table, logs, rest, total, 30.4 * total].map(writeDollars),
      `$${((1000 * total) / buildsPerDay).toFixed(4)}`,
    ]),
  );
}

const KINDS: Record<Kind, string> = {
  new: 'a failure that opens an incident',
  repeat: 'the same failure again',
  recovery: 'green again',
  green: 'green as before',
};

function renderCalls(): string {
  return renderTable(
    ['build', '`GetLogEvents`', 'other calls', 'write units', 'read units', 'posts', 'updates', 'events'],
    (Object.keys(KINDS) as Kind[]).map((kind) => [KINDS[kind], ...Object.values(COSTS[kind]).map(write)]),
  );
}

function renderQuotas(): string {
  return renderTable(
    ['what', 'limit', 'of', 'can be raised'],
    Object.values(QUOTAS).map((quota: Quota) => [
      `[${quota.name}](${quota.source})`,
      quota.perSecond === undefined ? `${write(quota.burst)} at once` : `${writeRate(quota.perSecond)}`,
      quota.scope,
      quota.canBeRaised ? 'yes' : 'no',
    ]),
  );
}

function renderPrices(): string {
  return renderTable(
    ['US dollars', 'for a million'],
    Object.values(PRICES).map(({ dollars, unit, source }) => [
      `$${Number((dollars * 1e6).toPrecision(6))}`,
      `[${unit}](${source})`,
    ]),
  );
}

function renderTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}

function write(count: number): string {
  return count.toLocaleString('en');
}

function writeRate(perSecond: number): string {
  return perSecond < 1 ? `${Math.round(60 * perSecond)} a minute` : `${write(perSecond)} a second`;
}

function writeDollars(dollars: number): string {
  return `$${dollars.toFixed(2)}`;
}

function writeTime(seconds: number): string {
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
