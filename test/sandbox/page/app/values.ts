import type { JsonObject } from '../../slack/state.ts';
import { getKey, getOptions } from './input.tsx';
import { findObject, findString } from './json.ts';

/** @returns what was typed, in the form of a view submission's state; a field that was left empty has no value */
export function readValues(blocks: JsonObject[], form: FormData): JsonObject {
  return Object.fromEntries(
    blocks.flatMap((block, index) => {
      if (block.type !== 'input') return [];
      const element = findObject(block, 'element');
      const value = String(form.get(getKey(block, index)) ?? '');
      const selected = getOptions(element).find((option) => option.value === value);
      const state = { type: element?.type, ...(selected ? { selected_option: selected } : { value }) };
      return [[getKey(block, index), { [findString(element, 'action_id') ?? 'value']: state }]];
    }),
  );
}
