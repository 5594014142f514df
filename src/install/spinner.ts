import ora, { type Ora } from 'ora';

/** Shows on standard error that something is under way; nothing where it is no terminal, or one without a width. */
export function createSpinner(text: string, isSilent = false): Ora {
  const { stderr } = process;
  return ora({ stream: stderr, text, isSilent: isSilent || !stderr.isTTY || !stderr.columns });
}
