import { stringify } from 'yaml';

/** An entry in which nothing is wrong; `change` replaces fields. */
export function makeEntry(id: string, change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    title: `The ${id} server is down`,
    patterns: [`${id} server (?P<host>\\S+) does not answer`],
    explanation: 'The server {host} does not answer.',
    fix: [{ title: 'See whether {host} is up', command: 'ping -c 3 {host}' }],
    samples: {
      matches: [`${id} server lic1.example does not answer`],
      not: [`${id} server lic1.example answers`],
    },
    ...change,
  };
}

/** A file of signatures with these ids. */
export function writeFile(...ids: string[]): string {
  return stringify({ signatures: ids.map((id) => makeEntry(id)) });
}

/** A file of one entry with these fields, and what else is in it. */
export function writeEntry(change: Record<string, unknown>, rest: Record<string, unknown> = {}): string {
  return stringify({ signatures: [makeEntry('license', change)], ...rest });
}
