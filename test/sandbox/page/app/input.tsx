import type { JsonObject } from '../../slack/state.ts';
import { findObject, findObjects, findString } from './json.ts';

/** One field of a modal: a line, lines, or a choice. */
export function Input(props: { block: JsonObject; name: string; error: string | undefined }) {
  const { block, name, error } = props;
  const element = findObject(block, 'element');
  const isRequired = block.optional !== true;
  const initial = findString(element, 'initial_value');
  const isChoice = getOptions(element).length > 0;
  return (
    <label className="field" htmlFor={name}>
      {findString(findObject(block, 'label'), 'text')}
      {isChoice ? (
        <Choice element={element} name={name} isRequired={isRequired} />
      ) : element?.multiline === true ? (
        <textarea id={name} name={name} rows={4} required={isRequired} defaultValue={initial} />
      ) : (
        <input id={name} name={name} required={isRequired} defaultValue={initial} />
      )}
      {error !== undefined && (
        <em className="field-error" role="alert">
          {error}
        </em>
      )}
      <small>{findString(findObject(block, 'hint'), 'text')}</small>
    </label>
  );
}

function Choice(props: { element: JsonObject | undefined; name: string; isRequired: boolean }) {
  const { element, name, isRequired } = props;
  return (
    <select id={name} name={name} required={isRequired} defaultValue="">
      <option value="" disabled hidden>
        {findString(findObject(element, 'placeholder'), 'text') ?? 'Choose'}
      </option>
      {findObjects(element, 'options').map(renderOption)}
      {findObjects(element, 'option_groups').map((group, index) => (
        <optgroup
          key={findString(findObject(group, 'label'), 'text') ?? index}
          label={findString(findObject(group, 'label'), 'text') ?? ''}
        >
          {findObjects(group, 'options').map(renderOption)}
        </optgroup>
      ))}
    </select>
  );
}

function renderOption(option: JsonObject) {
  const value = findString(option, 'value');
  return (
    <option key={value} value={value}>
      {findString(findObject(option, 'text'), 'text')}
    </option>
  );
}

/** The options of a menu, also those that stand in groups. */
export function getOptions(element: JsonObject | undefined): JsonObject[] {
  const groups = findObjects(element, 'option_groups');
  return [...findObjects(element, 'options'), ...groups.flatMap((group) => findObjects(group, 'options'))];
}

export function getKey(block: JsonObject, index: number): string {
  return findString(block, 'block_id') ?? `block-${index}`;
}
