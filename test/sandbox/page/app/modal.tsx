import { type FormEvent, useEffect, useRef } from 'react';
import type { JsonObject, LocalView } from '../../slack/state.ts';
import { Blocks } from './blocks.tsx';
import { useShared } from './context.ts';
import { findObject, findObjects, findString } from './json.ts';
import { post } from './live.ts';

/** A view that the app opened over the page. */
export function Modal({ modal }: { modal: LocalView }) {
  const { notify } = useShared();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const text = (name: string) => findString(findObject(modal.view, name), 'text');
  const blocks = findObjects(modal.view, 'blocks');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = readValues(blocks, new FormData(event.currentTarget));
    notify(await post(`/view/${modal.id}`, { id: modal.id, values }));
  };
  return (
    <dialog ref={dialog} className="dialog modal" onCancel={() => post(`/view/${modal.id}`)}>
      <form onSubmit={submit}>
        <h2>{text('title')}</h2>
        {blocks.map((block, index) =>
          block.type === 'input' ? (
            <Input key={getKey(block, index)} block={block} name={getKey(block, index)} />
          ) : (
            <Blocks key={getKey(block, index)} blocks={[block]} channel="" ts="" />
          ),
        )}
        <footer>
          <button type="button" className="control" onClick={() => post(`/view/${modal.id}`)}>
            {text('close') ?? 'Close'}
          </button>
          {text('submit') && (
            <button type="submit" className="control primary">
              {text('submit')}
            </button>
          )}
        </footer>
      </form>
    </dialog>
  );
}

function Input({ block, name }: { block: JsonObject; name: string }) {
  const element = findObject(block, 'element');
  const options = findObjects(element, 'options');
  const isRequired = block.optional !== true;
  const initial = findString(element, 'initial_value');
  return (
    <label className="field" htmlFor={name}>
      {findString(findObject(block, 'label'), 'text')}
      {options.length > 0 ? (
        <select id={name} name={name} required={isRequired}>
          {options.map((option) => (
            <option key={findString(option, 'value')} value={findString(option, 'value')}>
              {findString(findObject(option, 'text'), 'text')}
            </option>
          ))}
        </select>
      ) : element?.multiline === true ? (
        <textarea id={name} name={name} rows={4} required={isRequired} defaultValue={initial} />
      ) : (
        <input id={name} name={name} required={isRequired} defaultValue={initial} />
      )}
      <small>{findString(findObject(block, 'hint'), 'text')}</small>
    </label>
  );
}

/** What was typed, in the form of a view submission's state. */
function readValues(blocks: JsonObject[], form: FormData): JsonObject {
  return Object.fromEntries(
    blocks.flatMap((block, index) => {
      if (block.type !== 'input') return [];
      const element = findObject(block, 'element');
      const value = String(form.get(getKey(block, index)) ?? '');
      const selected = findObjects(element, 'options').find((option) => option.value === value);
      const state = { type: element?.type, ...(selected ? { selected_option: selected } : { value }) };
      return [[getKey(block, index), { [findString(element, 'action_id') ?? 'value']: state }]];
    }),
  );
}

function getKey(block: JsonObject, index: number): string {
  return findString(block, 'block_id') ?? `block-${index}`;
}
