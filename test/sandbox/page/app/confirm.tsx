import type { RefObject } from 'react';
import type { JsonObject } from '../../slack/state.ts';
import { findObject, findString } from './json.ts';

/** The question that a button may ask before it acts. */
export function Confirm(props: {
  dialog: RefObject<HTMLDialogElement | null>;
  confirm: JsonObject;
  onYes: () => void;
}) {
  const text = (name: string) => findString(findObject(props.confirm, name), 'text');
  return (
    <dialog ref={props.dialog} className="dialog">
      <form method="dialog">
        <h2>{text('title')}</h2>
        <p>{text('text')}</p>
        <footer>
          <button type="submit" className="control">
            {text('deny') ?? 'Cancel'}
          </button>
          <button
            type="submit"
            className={`control ${props.confirm.style ?? 'primary'}`}
            onClick={() => props.onYes()}
          >
            {text('confirm') ?? 'Yes'}
          </button>
        </footer>
      </form>
    </dialog>
  );
}
