import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import type { SecretLintRuleContext, SecretLintSourceCode } from '@secretlint/types';

/** A place in a text, as a rule of secretlint reports it. */
export interface Reported {
  range: readonly [number, number];
  message: string;
  data: unknown;
}

/**
 * The preset's rules but the comments that switch the others off (a log could hold them), and but four that take more
 * than the secret (a whole URL) or less (half a key) where ours take all of it.
 */
const LEFT_OUT = /-(?:filter-comments|aws|basicauth|database-connection-string|privatekey)$/;
const CHOSEN = rules.filter((rule) => !LEFT_OUT.test(rule.meta.id));

/**
 * Runs them over a text, at once: secretlint's own runner waits for rules that may be asynchronous, of which the
 * preset has none, and a line of a log cannot wait. It also compares every finding with every other.
 */
export function runSecretlint(text: string): Reported[] {
  const found: Reported[] = [];
  const context = {
    sharedOptions: {},
    ignore: () => undefined,
    report: ({ range, message }) => found.push({ range, message: message.message, data: message.data }),
    createTranslator: (messages) => (messageId, data) => ({
      messageId,
      data,
      message: render(messages[messageId]?.en, data),
    }),
  } as SecretLintRuleContext;
  for (const rule of CHOSEN) void rule.create(context, {}).file?.(toSource(text));
  return found;
}

function render(message: unknown, data: unknown): string {
  return typeof message === 'function' ? String(message(data)) : String(message ?? '');
}

function toSource(content: string): SecretLintSourceCode {
  return {
    content,
    contentType: 'text',
    ext: '',
    filePath: 'text',
    physicalFilePath: undefined,
    hasBOM: false,
    getFilePath: () => 'text',
    getPhysicalFilePath: () => undefined,
  } as SecretLintSourceCode;
}
