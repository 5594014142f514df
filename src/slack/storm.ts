import type { Report } from '../model.ts';
import { bold, code, emoji, paragraph, plain, richText } from './blocks.ts';
import { cost, cutEscaped, cutInline } from './cut.ts';
import { renderDuration, renderOrdinal } from './duration.ts';
import { getOutcome } from './status.ts';
import { type Distinguished, findDifferences } from './storm-differences.ts';

/** Projects that one cause broke within minutes. */
export interface StormList {
  projects: readonly StormProject[];
  /** From the first failure to the last. */
  milliseconds: number;
}

export interface StormProject extends Distinguished {
  project: string;
  number?: number | undefined;
  count: number;
  isGreen: boolean;
}

const LIST_ROOM = 2000;

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

/** Who is in it and what each is about, as far as there is room. Costs at most 2,100. */
export function stormList({ projects }: StormList) {
  const lines: string[] = [];
  let left = LIST_ROOM - 200;
  const differences = findDifferences(projects);
  for (const [i, each] of projects.entries()) {
    const line = `\n• ${describe(each, differences[i] ?? [])}`;
    left -= cost(line);
    if (left < 0) break;
    lines.push(line);
  }
  const more = projects.length - lines.length;
  const rest = more > 0 ? `\nand ${more} more` : '';
  return richText(paragraph(plain(`Failed:${lines.join('')}${rest}`)));
}

/** A project that the message speaks of in place of all. */
export interface StormOwner {
  name: string;
  /** What answers for another. */
  command: string;
}

/** Whose cause and fix the message gives, and how to come to those of another; nothing where all are the same. Costs at most 700. */
export function stormOwner({ build }: Report, { projects }: StormList): StormOwner | undefined {
  const isSame = new Set(projects.map(({ fingerprint }) => fingerprint)).size < 2;
  if (!build || isSame) return undefined;
  const other = projects.find(({ project }) => project !== build.project)?.project;
  return {
    name: cutInline(build.project, 200),
    command: `/diagnose ${cutInline(other ?? 'PROJECT', 200)}`,
  };
}

/** How to come to the commands of another project. Costs at most 800. */
export function stormCommands({ name, command }: StormOwner) {
  return richText(
    paragraph(plain(`The commands below are those of ${name}. Each project has its own: `), code(command)),
  );
}

function describe({ project, number, count, isGreen }: StormProject, differences: readonly string[]): string {
  const name = `${cutInline(project, 80)}${number === undefined ? '' : ` #${number}`}`;
  const times = count > 1 ? ` · ${renderOrdinal(count)} failure` : '';
  const what = differences.map((value) => ` · ${cutInline(value, 80)}`).join('');
  return `${name}${what}${times}${isGreen ? ' · green again' : ''}`;
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
