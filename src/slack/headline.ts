import type { Report, ReportBuild } from '../model.ts';
import { emoji, link, paragraph, plain } from './blocks.ts';
import { cutInline } from './cut.ts';
import { renderDuration, renderOrdinal } from './duration.ts';
import { getOutcome } from './status.ts';

/** What is known of the incident when this is not its first build. */
export interface Repeat {
  count: number;
  /** ISO time of the incident's first failure. */
  since: string;
}

const URL_ROOM = 450;

/** The first line: outcome, project and number, branch, who, pipeline stage. Costs at most 1,400. */
export function headline(report: Report, repeat?: Repeat | undefined) {
  const { emoji: mark, words } = getOutcome(report);
  return paragraph(
    emoji(mark),
    plain(' '),
    link(report.build?.url, getName(report), URL_ROOM),
    plain(` ${[words, ...getContext(report, repeat)].join(' · ')}`),
  );
}

/** The same as one line of text, not escaped. */
export function renderHeadline(report: Report, repeat?: Repeat | undefined): string {
  const { sign, words } = getOutcome(report);
  return `${sign} ${getName(report)} ${[words, ...getContext(report, repeat)].join(' · ')}`;
}

/** `project #12`, or what stands for it. */
export function getName({ build }: Report): string {
  if (!build) return 'Log';
  const name = cutInline(build.project, 160) || 'build';
  return build.number === undefined ? name : `${name} #${build.number}`;
}

function getContext({ build }: Report, repeat: Repeat | undefined): string[] {
  if (!build) return [];
  return [
    build.elsewhere,
    findBranch(build),
    findStarter(build),
    findPipeline(build),
    repeat && renderRepeat(repeat, build),
  ]
    .filter((part): part is string => part !== undefined && part !== '')
    .map((part) => cutInline(part, 90));
}

function findBranch({ branch, commit }: ReportBuild): string | undefined {
  const name = branch?.replace(/^refs\/heads\//, '');
  const version = name || commit;
  if (version === undefined || version.startsWith('arn:')) return undefined;
  return /^[0-9a-f]{40}$/.test(version) ? version.slice(0, 7) : version;
}

/** Forms of `initiator`: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html */
function findStarter({ initiator }: ReportBuild): string | undefined {
  if (!initiator || initiator.startsWith('codepipeline/')) return undefined;
  if (/hookshot|webhook/i.test(initiator)) return 'webhook';
  if (initiator === 'CodeBuild-Jenkins-Plugin') return 'Jenkins';
  return initiator.split('/').at(-1);
}

function findPipeline({ pipeline }: ReportBuild): string | undefined {
  if (!pipeline) return undefined;
  return [pipeline.name, pipeline.stage].filter(Boolean).join(' › ');
}

function renderRepeat({ count, since }: Repeat, { endedAt }: ReportBuild): string {
  const times = `${renderOrdinal(count)} failure`;
  const milliseconds = Date.parse(endedAt ?? '') - Date.parse(since);
  return milliseconds > 0 ? `${times} in ${renderDuration(milliseconds)}` : times;
}
