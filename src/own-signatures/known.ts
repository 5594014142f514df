import type { CompiledCatalogue } from '../match/catalogue.ts';
import type { Signature } from '../signature.ts';

/** What is known at the moment: the catalogue, whose notes tell of a file that does not count, and all signatures in it. */
export interface Known {
  catalogue: CompiledCatalogue;
  signatures: readonly Signature[];
}
