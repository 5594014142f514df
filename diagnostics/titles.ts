import type { Signature } from '../src/signature.ts';
import { signatures } from './index.ts';

/** What people choose a cause by. A bundle has the finished list here, without what makes it (src/deploy/bundle.ts). */
export const titles: readonly Pick<Signature, 'id' | 'family' | 'title'>[] = signatures.map(
  ({ id, family, title }) => ({ id, family, title }),
);
