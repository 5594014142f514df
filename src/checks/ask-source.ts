import type { Build } from '../model.ts';
import { isError, type Result, unknown } from './check.ts';
import { GitHubError } from './github.ts';
import type { Source } from './source.ts';
import { openSource, type SourceClients } from './source-tree.ts';

/**
 * Asks the source of a build. Where there is none that can be looked at, or it refuses, the answer is `unknown` with
 * the reason; what else the SDK throws is thrown on.
 */
export async function askSource(
  clients: SourceClients,
  build: Build,
  ask: (source: Source) => Promise<Result>,
): Promise<Result> {
  const source = openSource(clients, build);
  const type = build.source?.type ?? 'none';
  const hint = type === 'GITHUB_ENTERPRISE' ? ' without FAULTLINE_GITHUB_API_URL' : '';
  if (!source) return unknown(`Not checked: the source (${type}) cannot be read from here${hint}.`);
  try {
    return await ask(source);
  } catch (error) {
    if (error instanceof GitHubError) return unknown(`Not checked: ${error.message}`);
    if (isError(error, 'AccessDenied', 'AccessDeniedException'))
      return unknown(`Not checked: Faultline's role needs ${source.needs}.`);
    throw error;
  }
}
