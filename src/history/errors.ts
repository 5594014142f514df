import { FaultlineError } from '../errors.ts';

/** So many others wrote the same project's record that this write found no gap. Trying the event again helps. */
export class HistoryConflictError extends FaultlineError {
  constructor(project: string, tries: number) {
    super(
      'history-conflict',
      `The history of ${project} was changed by others during each of ${tries} writes. Try the event again.`,
    );
    this.name = 'HistoryConflictError';
  }
}
