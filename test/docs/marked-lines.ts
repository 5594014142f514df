import { stripAgentPrefix } from '../../src/log/agent-line.ts';
import type { Facts } from '../../src/model.ts';
import { type MarkedLog, unmark } from '../diagnostics/marked-log.ts';

/** What one marked log shows of its cause. */
export interface Example {
  title: string;
  /** The decisive lines, without marks and the agent's prefix. */
  lines: string[];
  facts: Facts;
}

/** The logs that a signature wins, each with other lines than those before it. */
export function getExamples(sections: readonly MarkedLog[]): Example[] {
  const seen = new Set<string>();
  return sections
    .filter(({ kind }) => kind === 'wins')
    .map(({ title, marked }) => ({ title, lines: getLines(marked), facts: getFacts(marked) }))
    .filter(({ lines }) => {
      const text = lines.join('\n');
      const isNew = text !== '' && !seen.has(text);
      seen.add(text);
      return isNew;
    });
}

function getLines(marked: string): string[] {
  return marked
    .split('\n')
    .filter((line) => line.startsWith('▶ '))
    .map((line) => stripAgentPrefix(unmark(line)).trimEnd());
}

function getFacts(marked: string): Facts {
  return Object.fromEntries([...marked.matchAll(/⟦(\w+)=([^⟧]*)⟧/g)].map(([, name, value]) => [name, value]));
}
