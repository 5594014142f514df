import type { Report } from '../model.ts';
import { bold, emoji, paragraph, plain, richText } from './blocks.ts';
import { cost, cutEscaped, cutInline } from './cut.ts';
import { renderDuration, renderOrdinal } from './duration.ts';
import { getOutcome } from './status.ts';

/** Projects that one cause broke within minutes. */
export interface StormList {
  projects: readonly { project: string; number?: number | undefined; count: number; isGreen: boolean }[];
  /** From the first failure to the last. */
  milliseconds: number;
}

const LIST_ROOM = 1500;

/** The first line: how many projects, in what time. Costs at most 500. */
export function stormHeadline(report: Report, storm: StormList) {
  const { emoji: mark } = getOutcome(report);
  return paragraph(emoji(mark), plain(' '), bold(`${count(storm)} failed alike`), plain(tail(report, storm)));
}

/** The same as text, with the cause. Costs at most 900. */
export function renderStormFallback(report: Report, storm: StormList): string {
  const { sign } = getOutcome(report);
  const line = cutEscaped(`${sign} ${count(storm)} failed alike${tail(report, storm)}`, 400);
  const names = storm.projects.slice(0, 20).map(({ project }) => project);
  return `${line}\n${cutEscaped(names.join(', '), 400)}`;
}

function count({ projects }: StormList): string {
  return `${projects.length} projects`;
}

function tail({ title }: Report, { milliseconds }: StormList): string {
  const span = milliseconds >= 1000 ? ` within ${renderDuration(milliseconds)}` : ' at once';
  return `${span}: ${cutInline(title, 160)}`;
}

/** Who is in it, as far as there is room. Costs at most 1,600. */
export function stormList({ projects }: StormList) {
  const lines: string[] = [];
  let left = LIST_ROOM - 200;
  for (const each of projects) {
    const line = `\n• ${describe(each)}`;
    left -= cost(line);
    if (left < 0) break;
    lines.push(line);
  }
  const more = projects.length - lines.length;
  const rest = more > 0 ? `\nand ${more} more` : '';
  return richText(paragraph(plain(`Failed:${lines.join('')}${rest}`)));
}

function describe({ project, number, count, isGreen }: StormList['projects'][number]): string {
  const name = `${cutInline(project, 80)}${number === undefined ? '' : ` #${number}`}`;
  const times = count > 1 ? ` · ${renderOrdinal(count)} failure` : '';
  return `${name}${times}${isGreen ? ' · green again' : ''}`;
}

/** The last line of a storm, told once: everything is green again. */
export function renderStormOver({
  projects,
  builds,
  milliseconds,
}: Record<'projects' | 'builds' | 'milliseconds', number>) {
  const words = `All ${projects} projects are green again after ${builds} failed builds, ${renderDuration(milliseconds)}`;
  return {
    text: `🟢 ${words}`,
    blocks: [richText(paragraph(emoji('large_green_circle'), plain(` ${words}`)))],
    thread: [],
  };
}
