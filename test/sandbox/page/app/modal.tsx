import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { JsonObject, LocalView } from '../../slack/state.ts';
import { Blocks } from './blocks.tsx';
import { useShared } from './context.ts';
import { getKey, Input } from './input.tsx';
import { findObject, findObjects, findString } from './json.ts';
import { post, postForm } from './live.ts';
import { readValues } from './values.ts';

/** A view that the app opened over the page. */
export function Modal({ modal }: { modal: LocalView }) {
  const { notify } = useShared();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const text = (name: string) => findString(findObject(modal.view, name), 'text');
  const blocks = findObjects(modal.view, 'blocks');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = readValues(blocks, new FormData(event.currentTarget));
    const told = await postForm(`/view/${modal.id}`, { id: modal.id, values });
    setErrors(told.errors ?? {});
    notify(told.notice);
  };
  return (
    <dialog ref={dialog} className="dialog modal" onCancel={() => post(`/view/${modal.id}`)}>
      <form onSubmit={submit}>
        <h2>{text('title')}</h2>
        {blocks.map((block, index) => (
          <ModalBlock key={getKey(block, index)} block={block} name={getKey(block, index)} errors={errors} />
        ))}
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

function ModalBlock(props: { block: JsonObject; name: string; errors: Record<string, string> }) {
  const { block, name, errors } = props;
  if (block.type === 'input') return <Input block={block} name={name} error={errors[name]} />;
  return <Blocks blocks={[block]} channel="" ts="" />;
}
