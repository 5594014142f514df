import { createContext, useContext } from 'react';
import type { PageState } from '../state.ts';

/** What every part of the page may need. */
export interface Shared {
  state: PageState;
  isDark: boolean;
  /** Says something in a corner for a moment. */
  notify: (notice: string | undefined) => void;
}

export const SharedContext = createContext<Shared | undefined>(undefined);

/** @returns what the page shares. @throws Error outside of it */
export function useShared(): Shared {
  const shared = useContext(SharedContext);
  if (shared === undefined) throw new Error('This part stands outside of the page');
  return shared;
}
