/** What AWS answers where the role may not ask, as its services call it. */
export function isRefusal(error: unknown): error is Error {
  return (
    error instanceof Error &&
    /^(?:AccessDenied|NotAuthorized|UnauthorizedOperation|Forbidden|403$)/.test(error.name)
  );
}

/** What Faultline's role lacks: the action that AWS names, else those that the asking takes. */
export function wordLacking(error: Error, permissions: readonly string[] = []): string {
  const named = /not authorized to perform: ([\w-]+:\w+)/.exec(error.message)?.[1];
  const lacking = named ?? permissions.join(', ');
  return `Faultline's role may not do ${lacking || 'that'}`;
}

/**
 * Reads a detail without which the answer stands: one that may not be read is `lacking`, one that cannot be understood
 * is left out. Throws whatever else goes wrong.
 */
export async function tryReading<T>(reading: Promise<T>): Promise<{ value?: T; lacking?: string }> {
  try {
    return { value: await reading };
  } catch (error) {
    if (isRefusal(error)) return { lacking: wordLacking(error) };
    if (error instanceof Error && /^(?:NoSuchEntity|ZodError|SyntaxError)/.test(error.name)) return {};
    throw error;
  }
}
