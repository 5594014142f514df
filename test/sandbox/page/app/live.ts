import { useEffect, useState, useSyncExternalStore } from 'react';
import type { PageState } from '../state.ts';

/** @returns the local Slack as it is now, nothing before it was heard of, and whether the line to it is up */
export function useLiveState(): { state: PageState | undefined; isConnected: boolean } {
  const [state, setState] = useState<PageState>();
  const [isConnected, setConnected] = useState(true);
  useEffect(() => {
    const source = new EventSource('/events');
    source.onmessage = ({ data }) => {
      setConnected(true);
      setState(JSON.parse(data));
    };
    source.onerror = () => setConnected(false);
    return () => source.close();
  }, []);
  return { state, isConnected };
}

/** What the server says to something that was done. */
export interface Told {
  /** What must be said, or what went wrong. */
  notice?: string | undefined;
  /** What is wrong with a form, by block. */
  errors?: Record<string, string> | undefined;
}

/** @returns what went wrong or must be said, or nothing */
export async function post(path: string, body: object | null = null): Promise<string | undefined> {
  return (await postForm(path, body)).notice;
}

/** The same for a form, of which single fields may be wrong. */
export async function postForm(path: string, body: object | null): Promise<Told> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { notice, error, errors }: Told & { error?: string } = await response.json();
    return { notice: error ?? notice, errors };
  } catch {
    return { notice: 'The local Slack does not answer. Is it still running?' };
  }
}

/** @returns whether the system asks for dark colours */
export function useDark(): boolean {
  return useMedia('(prefers-color-scheme: dark)');
}

function useMedia(query: string): boolean {
  const list = window.matchMedia(query);
  return useSyncExternalStore(
    (listen) => {
      list.addEventListener('change', listen);
      return () => list.removeEventListener('change', listen);
    },
    () => list.matches,
  );
}
