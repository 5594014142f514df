import { writeFile } from 'node:fs/promises';
import { renderDigestPage } from '../digest/page.ts';
import { readDigest } from '../digest/read-digest.ts';
import { checkTimezone, getDays } from '../digest/week.ts';
import type { HistoryTable } from '../history/table.ts';
import { parseSince } from './parse-since.ts';
import { renderDigest } from './render-digest.ts';

export interface DigestOptions {
  since: string;
  timezone?: string | undefined;
  json?: boolean | undefined;
  html?: string | undefined;
}

/**
 * Reads the digest of the days up to now and returns what is to be printed: the digest for people or as one JSON
 * object, or where its page was written. Throws FaultlineError for a period or a time zone that is none.
 */
export async function runDigest(
  table: HistoryTable,
  { since, timezone, json, html }: DigestOptions,
  { now, isColored }: { now: Date; isColored: boolean },
): Promise<string> {
  const zone = checkTimezone(timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const digest = await readDigest(table, getDays(now, parseSince(since), zone));
  if (html !== undefined) await writeFile(html, renderDigestPage(digest));
  if (json) return JSON.stringify(digest);
  return html === undefined ? renderDigest(digest, isColored).trimEnd() : `The digest is in ${html}.`;
}
