import { changeProject } from './incidents.ts';
import { type Mute, muteState } from './project-state.ts';
import type { HistoryTable } from './table.ts';

/** Keeps a project's failures out of the channel until then; they are recorded all the same. The last word counts. */
export async function muteProject(
  table: HistoryTable,
  project: string,
  mute: Mute,
  now: Date,
): Promise<void> {
  await changeProject(table, project, now, (state) => ({ state: muteState(state, mute), result: undefined }));
}

/** Takes a mute off, whatever its end. */
export async function unmuteProject(table: HistoryTable, project: string, now: Date): Promise<void> {
  await changeProject(table, project, now, (state) => ({
    state: muteState(state, undefined),
    result: undefined,
  }));
}

/** Whether a mute still holds. One until green is taken off by the green build itself. */
export function isMuted(mute: Mute | undefined, now: Date): boolean {
  if (!mute) return false;
  return mute.until === undefined || Date.parse(mute.until) > now.getTime();
}
