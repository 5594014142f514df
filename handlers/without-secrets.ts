/**
 * Takes a handler; returns the same, whose errors are redacted: Lambda logs them and puts them into the records of
 * what failed. The rules are loaded only then.
 */
export function withoutSecrets<E, C, R>(
  handler: (event: E, context: C) => Promise<R>,
): (event: E, context: C) => Promise<R> {
  return (event, context) =>
    handler(event, context).catch(async (error) => {
      const { redactError } = await import('../src/redact.ts');
      throw redactError(error);
    });
}
