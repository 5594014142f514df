import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import * as z from 'zod';

const FILE = new URL('../../slack-manifest.yml', import.meta.url);
const CREATE = 'https://api.slack.com/apps?new_app=1&manifest_yaml=';

const manifestSchema = z.looseObject({
  oauth_config: z.looseObject({ scopes: z.looseObject({ bot: z.array(z.string()) }) }),
});

export interface Manifest {
  /** What the bot may do. */
  scopes: string[];
  text: string;
}

/** Reads slack-manifest.yml, with the address of this installation in its place where it is known. Throws where it is none. */
export function readManifest(requestUrl?: string): Manifest {
  const original = readFileSync(FILE, 'utf8');
  const text = requestUrl
    ? original.replaceAll(/https:\/\/EXAMPLE\.[^\s"]+\/slack\/events/g, () => requestUrl)
    : original;
  return { scopes: manifestSchema.parse(parse(text)).oauth_config.scopes.bot, text };
}

/** The page of Slack that makes an app of a manifest; comments are left out, the address is long enough. */
export function getCreateAppUrl({ text }: Manifest): string {
  const short = text
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n');
  return CREATE + encodeURIComponent(short);
}
