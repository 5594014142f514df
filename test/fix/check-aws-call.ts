import { search } from '@aws-lambda-powertools/jmespath';
import commands from './aws-commands.json' with { type: 'json' };

interface AwsCommand {
  /** By name: `required list of Name Values` (see read-aws-models.py). */
  options: Record<string, string>;
  positional?: string;
  answer?: string;
}
const SERVICES: Record<string, Record<string, AwsCommand>> = commands;

/** What every command takes. https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-options.html */
const GLOBAL: Record<string, string> = {
  'cli-binary-format': 'string of base64 raw-in-base64-out',
  debug: 'boolean',
  'endpoint-url': 'string',
  'no-cli-pager': 'boolean',
  'no-paginate': 'boolean',
  'no-sign-request': 'boolean',
  output: 'string of json table text yaml yaml-stream',
  profile: 'string',
  query: 'string',
  region: 'string',
};
/** Programs that call the one that they are given. */
const CALLERS = new Set(['sudo', 'env', 'exec', 'time', 'timeout', 'xargs']);
const UNKNOWN = /^YOUR_|^a value$|^$|^file:\/\//;

export interface Strictness {
  /** Whether values are held to the words that AWS names; not where they are made up to be hostile. */
  isExact: boolean;
}

/** What is wrong with one recorded call of `aws`, by the CLI's own models; empty for any other program's call. */
export function findAwsFaults(words: readonly string[], strictness: Strictness): string[] {
  const at = words.indexOf('aws');
  if (at < 0 || (at > 0 && !CALLERS.has(words[0] ?? ''))) return [];
  const [service = '', ...rest] = words.slice(at + 1);
  if (service.startsWith('YOUR_') || service === '--version' || rest.at(-1) === 'help') return [];
  const isWait = rest[0] === 'wait';
  const name = isWait ? `wait/${rest[1]}` : (rest[0] ?? '');
  const known = SERVICES[service]?.[name];
  if (!known)
    return [
      `aws ${service} ${name} is not in test/fix/aws-commands.json: if it exists, python3 test/fix/read-aws-models.py ${service} ${name}`,
    ];
  return findOptionFaults(known, rest.slice(isWait ? 2 : 1), strictness).map(
    (fault) => `aws ${service} ${name}: ${fault}`,
  );
}

function findOptionFaults(known: AwsCommand, words: readonly string[], strictness: Strictness): string[] {
  const { free, given } = splitOptions(words);
  const places = (known.positional ?? '').split(' ').filter(Boolean);
  const faults = given.flatMap(({ name, values }) => {
    const type = known.options[name] ?? GLOBAL[name];
    return type ? findValueFaults(name, type, values, known, strictness) : [`there is no --${name}`];
  });
  const names = new Set(given.map(({ name }) => name));
  const isWhole = ['cli-input-json', 'cli-input-yaml', 'generate-cli-skeleton'].some((name) =>
    names.has(name),
  );
  const missing = Object.entries(known.options)
    .filter(([name, type]) => type.startsWith('required') && !names.has(name) && !isWhole)
    .map(([name]) => `--${name} is missing`);
  const extra = free.length > places.length ? [`too many words: ${free.join(' ')}`] : [];
  return [...faults, ...missing, ...extra];
}

/** Options with the words that follow them, as argparse reads them: a word that begins with dashes is never a value. */
export function splitOptions(words: readonly string[]) {
  const free: string[] = [];
  const given: { name: string; values: string[] }[] = [];
  for (const word of words) {
    const [, name, value] = /^--([^=]*)(?:=(.*))?$/s.exec(word) ?? [];
    if (name !== undefined) given.push({ name, values: value === undefined ? [] : [value] });
    else (given.at(-1)?.values ?? free).push(word);
  }
  return { free, given };
}

function findValueFaults(
  name: string,
  type: string,
  values: readonly string[],
  { answer }: AwsCommand,
  { isExact }: Strictness,
): string[] {
  const [, kind = '', members = ''] = /^(?:required )?([\w-]+)(?: of (.*))?$/.exec(type) ?? [];
  if (kind === 'boolean') return values.length > 0 ? [`--${name} takes no value: ${values.join(' ')}`] : [];
  if (values.length === 0) return [`--${name} has no value`];
  if (kind !== 'list' && values.length > 1) return [`--${name} takes one value: ${values.join(' ')}`];
  const dashed = values.filter((value) => value.startsWith('-') && !/^-\d+$/.test(value));
  if (dashed.length > 0) return [`--${name} would take ${dashed.join(' ')} for an option`];
  if (!isExact) return [];
  if (name === 'query') return findQueryFaults(values.join(' '), answer);
  if (kind === 'integer')
    return values.flatMap((value) =>
      /^\d+$/.test(value) || UNKNOWN.test(value) ? [] : [`--${name} is a number`],
    );
  const allowed = new Set(members.split(' '));
  if (!members) return [];
  return values
    .flatMap(listNames)
    .filter((word) => !allowed.has(word) && !UNKNOWN.test(word))
    .map((word) => `--${name} knows no ${word}; it takes ${members}`);
}

/** The names that a value uses: of its members in JSON or in the shorthand `Name=x,Values=y`, or the word itself. */
function listNames(value: string): string[] {
  if (/^[{[]/.test(value)) {
    const parsed: unknown = JSON.parse(value);
    return [parsed]
      .flat()
      .flatMap((item) => (item && typeof item === 'object' ? Object.keys(item) : String(item)));
  }
  const names = [...value.matchAll(/(?:^|,)(\w+)=/g)].map(([, name]) => name ?? '');
  return names.length > 0 ? names : [value];
}

/** A query that begins with something that the answer does not have prints `None` and helps nobody. */
function findQueryFaults(query: string, answer: string | undefined): string[] {
  try {
    search(query, {});
  } catch (error) {
    // Functions complain of the empty answer: that is no fault of the query.
    const isOfAnswer = error instanceof Error && error.name === 'JMESPathTypeError';
    if (!isOfAnswer) return [`--query ${query}: ${error}`];
  }
  const first = /^(?:\w+\()?\[?([A-Za-z]\w*)/.exec(query.replace(/^join\([^,]*,\s*/, ''))?.[1];
  return answer && first && !answer.split(' ').includes(first)
    ? [`--query ${query}: the answer has ${answer}`]
    : [];
}
