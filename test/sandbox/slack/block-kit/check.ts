import { z } from 'zod';
import type { JsonObject } from '../state.ts';
import { messageBlock, view } from './blocks.ts';
import { LIMITS } from './limits.ts';
import { describeIssue } from './words.ts';

const messageBlocks = z.array(messageBlock).max(LIMITS.messageBlocks);

/** @returns what Slack would refuse about a message's blocks, in its words; empty when it takes them */
export function findWrongBlocks(blocks: JsonObject[], root = '/blocks'): string[] {
  return [
    ...findIssues(messageBlocks, blocks, root),
    ...findRepeated(blocks, root),
    ...findSurplus(blocks, root),
  ];
}

/** @returns what Slack would refuse about a view, in its words; empty when it takes it */
export function findWrongView(candidate: JsonObject): string[] {
  const blocks = Array.isArray(candidate.blocks) ? candidate.blocks.filter(isObject) : [];
  const needsSubmit = candidate.type === 'modal' && candidate.submit === undefined;
  const hasInput = blocks.some((block) => block.type === 'input');
  return [
    ...findIssues(view, candidate, '/view'),
    ...findRepeated(blocks, '/view/blocks'),
    ...(needsSubmit && hasInput ? ['missing required field: submit [json-pointer:/view]'] : []),
  ];
}

/** @returns the number of characters that people read in the blocks */
export function countText(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, each) => sum + countText(each), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, each]) => sum + (key === 'text' && typeof each === 'string' ? each.length : countText(each)),
    0,
  );
}

function findIssues(schema: z.ZodType, value: unknown, root: string): string[] {
  const result = schema.safeParse(value);
  return result.success ? [] : result.error.issues.flatMap((issue) => describeIssue(issue, value, root));
}

/** A block_id is unique in a message, an action_id in its block. */
function findRepeated(blocks: JsonObject[], root: string): string[] {
  const seen = new Set<unknown>();
  return blocks.flatMap((block, index) => {
    const id = block.block_id;
    const isRepeated = id !== undefined && seen.has(id);
    seen.add(id);
    return [
      ...(isRepeated ? [`\`block_id\` "${id}" already exists [json-pointer:${root}/${index}/block_id]`] : []),
      ...findRepeatedActions(block.elements, `${root}/${index}/elements`),
    ];
  });
}

function findRepeatedActions(elements: unknown, root: string): string[] {
  const seen = new Set<unknown>();
  return (Array.isArray(elements) ? elements : []).flatMap((element: unknown, index) => {
    const id = isObject(element) ? element.action_id : undefined;
    const isRepeated = id !== undefined && seen.has(id);
    seen.add(id);
    return isRepeated
      ? [`\`action_id\` "${id}" already exists [json-pointer:${root}/${index}/action_id]`]
      : [];
  });
}

/** What may be in a message only so often or so long, all blocks taken together. */
function findSurplus(blocks: JsonObject[], root: string): string[] {
  const ofType = (...types: string[]) => blocks.filter((block) => types.includes(String(block.type)));
  const markdown = ofType('markdown').reduce((sum, block) => sum + String(block.text).length, 0);
  const isLongTogether = markdown > LIMITS.markdown && ofType('markdown').length > 1;
  return [
    ...(ofType('table').length > 1 ? [`only one table allowed [json-pointer:${root}]`] : []),
    ...(ofType('data_visualization').length > LIMITS.charts
      ? [`no more than ${LIMITS.charts} data_visualization blocks allowed [json-pointer:${root}]`]
      : []),
    ...(isLongTogether
      ? [
          `markdown blocks must be less than ${LIMITS.markdown + 1} characters in total [json-pointer:${root}]`,
        ]
      : []),
    ...(countText(ofType('table', 'data_table')) > LIMITS.tableText
      ? [`tables must be less than ${LIMITS.tableText + 1} characters in total [json-pointer:${root}]`]
      : []),
  ];
}

function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
