import type { SignaturesSource } from '../config.ts';
import { judge, listErrors } from './judge.ts';
import type { Known } from './known.ts';
import type { BuiltIn } from './read-signatures.ts';
import { connectSignatures, readSource, renderSource } from './source.ts';

export interface Keeping {
  source: SignaturesSource;
  builtIn: BuiltIn;
  /** The built-in signatures alone. */
  ours: Known;
  /** Another AWS than the real one. */
  endpoint?: string | undefined;
  /** Told all errors of a file that does not count, once for each change of it. */
  warn: (errors: readonly string[]) => void;
  now: () => Date;
}

/** Milliseconds: a file that was changed counts within a minute. */
const MAX_AGE = 50_000;

interface State {
  known: Known;
  version: string | undefined;
  /** Of the last attempt. */
  errors: readonly string[];
}

/**
 * Keeps the built-in signatures and a team's own together. Each call gives what is known now; one that finds it older
 * than some seconds reads the source again, with one request that is answered empty where nothing changed. A file that
 * is broken, gone, refused or too large never takes anything away: the last good one goes on, and the catalogue's
 * notes say so. Never rejects.
 */
export function keepCatalogue(keeping: Keeping): () => Promise<Known> {
  const { source, ours, endpoint, now } = keeping;
  const s3 = connectSignatures(endpoint);
  let state: State = { known: ours, version: undefined, errors: [] };
  let reading: { at: number; done: Promise<Known> } | undefined;
  return () => {
    const at = now().getTime();
    if (reading && Math.abs(at - reading.at) < MAX_AGE) return reading.done;
    const done = read(state, keeping, s3).then((next) => {
      state = next;
      return withNotes(state, source);
    });
    reading = { at, done };
    return done;
  };
}

async function read(
  state: State,
  { source, builtIn, warn }: Keeping,
  s3: ReturnType<typeof connectSignatures>,
): Promise<State> {
  const found = await readSource(source, state.version, s3);
  if (found.kind === 'same') return state;
  const judged = judge(found, builtIn);
  const version = found.kind === 'read' ? found.version : undefined;
  if (judged.kind === 'good') {
    const { catalogue, signatures } = judged;
    return { known: { catalogue, signatures }, version, errors: [] };
  }
  const errors = listErrors(source, judged);
  if (errors.join('\n') !== state.errors.join('\n')) warn(errors);
  // A broken version need not be read again; what could not be read at all must be.
  return { ...state, version, errors };
}

function withNotes({ known, errors }: State, source: SignaturesSource): Known {
  const [first] = errors;
  if (first === undefined) return known;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const kept = known.signatures.some(({ isOwn }) => isOwn)
    ? 'the last good version of it counts'
    : 'only the built-in signatures count';
  const note = `Your signatures in ${renderSource(source)} are not read, ${kept}: ${first.slice(0, 300)}${more}`;
  return { ...known, catalogue: { ...known.catalogue, notes: [note] } };
}
