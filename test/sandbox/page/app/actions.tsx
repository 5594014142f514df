import { useRef, useState } from 'react';
import type { JsonObject } from '../../slack/state.ts';
import type { BlockPlace } from './blocks.tsx';
import { Confirm } from './confirm.tsx';
import { useShared } from './context.ts';
import { findObject, findObjects, findString } from './json.ts';
import { post } from './live.ts';

/** A row of things to press. */
export function Actions({ block, ...place }: BlockPlace & { block: JsonObject }) {
  return (
    <div className="actions">
      {findObjects(block, 'elements').map((element, index) => (
        <Control
          key={findString(element, 'action_id') ?? index}
          element={element}
          blockId={findString(block, 'block_id') ?? ''}
          {...place}
        />
      ))}
    </div>
  );
}

type ControlProps = BlockPlace & { element: JsonObject; blockId: string };

/** A button, or a menu with options; others are named, not shown. */
export function Control(props: ControlProps) {
  switch (props.element.type) {
    case 'button':
      return <Button {...props} />;
    case 'overflow':
    case 'static_select':
      return <Menu {...props} />;
    default:
      return <span className="unknown">{String(props.element.type)}</span>;
  }
}

function Button(props: ControlProps) {
  const { element } = props;
  const dialog = useRef<HTMLDialogElement>(null);
  const { isBusy, press } = usePress(props);
  const confirm = findObject(element, 'confirm');
  const label = findString(findObject(element, 'text'), 'text') ?? '';
  const url = findString(element, 'url');
  const className = `control ${findString(element, 'style') ?? ''}`;
  if (url !== undefined) {
    return (
      <a className={className} href={url} target="_blank" rel="noreferrer" onClick={() => press()}>
        {label}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        className={className}
        disabled={isBusy}
        onClick={() => (confirm ? dialog.current?.showModal() : press())}
      >
        {label}
      </button>
      {confirm && <Confirm dialog={dialog} confirm={confirm} onYes={press} />}
    </>
  );
}

function Menu(props: ControlProps) {
  const { isBusy, press } = usePress(props);
  const options = findObjects(props.element, 'options');
  const label = findString(findObject(props.element, 'placeholder'), 'text') ?? 'More …';
  return (
    <select
      className="control"
      aria-label={label}
      value=""
      disabled={isBusy}
      onChange={(event) => press(options[Number(event.target.value)])}
    >
      <option value="" disabled hidden>
        {label}
      </option>
      {options.map((option, index) => (
        <option key={findString(option, 'value')} value={index}>
          {findString(findObject(option, 'text'), 'text')}
        </option>
      ))}
    </select>
  );
}

function usePress({ channel, ts, element, blockId }: ControlProps) {
  const { notify } = useShared();
  const [isBusy, setBusy] = useState(false);
  const press = async (selectedOption?: JsonObject) => {
    setBusy(true);
    const pressed = {
      channel,
      ts,
      blockId,
      actionId: findString(element, 'action_id') ?? '',
      type: String(element.type),
      value: findString(element, 'value'),
      selectedOption,
    };
    notify(await post('/interact', pressed));
    setBusy(false);
  };
  return { isBusy, press };
}
