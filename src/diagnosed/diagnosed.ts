import { FaultlineError } from '../errors.ts';
import type { Incident, Message } from '../history/project-state.ts';
import type { Report } from '../model.ts';
import type { Diagnosed } from './schema.ts';
import { fit } from './trim.ts';

/** The detail type, beside the source `faultline`. */
export const DIAGNOSED = 'Build Diagnosed';

/** Puts a diagnosis where others hear of it. Throws where it was not taken and may be later. */
export type Announce = (detail: Diagnosed) => Promise<void>;

/**
 * What others hear of a failure that was told: the report as the command line's `--json` has it, the incident that it
 * counts to, and where it was told. Within what EventBridge takes. Throws for a report without a build.
 */
export function getDiagnosed(
  report: Report,
  incident: Pick<Incident, 'openedBy' | 'project' | 'fingerprint' | 'count' | 'since'>,
  place: Message | undefined,
): Diagnosed {
  if (!report.build) throw new FaultlineError('no-build', 'A report without a build cannot be told.');
  const { arn } = report.build;
  const { openedBy, fingerprint, count, since } = incident;
  return fit({
    input: arn,
    ...report,
    id: arn,
    incident: { id: `${openedBy}#${fingerprint}`, count, since },
    told: place ? { channel: place.channel, ts: place.ts } : null,
    trimmed: [],
  });
}
