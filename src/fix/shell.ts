import { quote as quoteWords } from 'shell-quote';

/** Text that goes into a command as it stands: written by us, never from a log. */
export interface RawShell {
  readonly raw: string;
}

export function raw(text: string): RawShell {
  return { raw: text };
}

/** One shell word, whatever the value holds. The only place that quotes. Plain words stay bare: they read better. */
export function quote(value: string | number): string {
  // A NUL byte cannot be passed to a program at all.
  const text = String(value).replaceAll('\0', '');
  if (/^[\w/.:=@%+,-]+$/.test(text)) return text;
  // Between single quotes all is literal; only a value that holds one needs more than that.
  return text.includes("'") ? quoteWords([text]) : `'${text}'`;
}

type Value = string | number | RawShell | readonly string[];

/**
 * A shell command as a template: every value becomes exactly one word, an array one word an item,
 * `raw(...)` is taken as it stands. sh`aws ssm get-parameter --name ${name}`
 */
export function sh(strings: TemplateStringsArray, ...values: Value[]): string {
  return strings.reduce((command, text, i) => {
    const value = values[i - 1];
    return command + (value === undefined ? '' : word(value)) + text;
  });
}

function word(value: Value): string {
  if (typeof value === 'string' || typeof value === 'number') return quote(value);
  return 'raw' in value ? value.raw : value.map(quote).join(' ');
}

/** Stands for a value that nobody told us, such as YOUR_ROLE: the reader replaces it. */
export function placeholder(what: string): string {
  return `YOUR_${getPlaceholderWord(what)}`;
}

/** What stands of a text in a placeholder: capitals, digits and underscores. */
export function getPlaceholderWord(what: string): string {
  return what.toUpperCase().replaceAll(/\W+/g, '_');
}
