import { type Block, Message } from 'slack-blocks-to-jsx';
import type { JsonObject } from '../../slack/state.ts';
import { Actions, Control } from './actions.tsx';
import { Chart } from './chart.tsx';
import { useShared } from './context.ts';
import { DataTable } from './data-table.tsx';
import { Emoji } from './emoji.tsx';
import { Fallback } from './fallback.tsx';
import { findObject, findString, getWords } from './json.ts';
import { Picture } from './picture.tsx';

/** Where the blocks stand, for what is pressed in them. */
export interface BlockPlace {
  channel: string;
  ts: string;
}

/** Blocks as Slack shows them: by the library, but for those that it does not know or that must be pressed. */
export function Blocks({ blocks, ...place }: BlockPlace & { blocks: JsonObject[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => (
        <OneBlock key={findString(block, 'block_id') ?? index} block={block} {...place} />
      ))}
    </div>
  );
}

function OneBlock({ block, ...place }: BlockPlace & { block: JsonObject }) {
  const accessory = findObject(block, 'accessory');
  switch (block.type) {
    case 'actions':
      return <Actions block={block} {...place} />;
    case 'table':
    case 'data_table':
      return <DataTable block={block} />;
    case 'data_visualization':
      return <Chart block={block} />;
    case 'image':
      return <Picture image={block} />;
    case 'section': {
      if (accessory === undefined) return <FromLibrary block={block} />;
      const { accessory: _beside, ...rest } = block;
      return (
        <div className="with-accessory">
          <FromLibrary block={rest} />
          {accessory.type === 'image' ? (
            <Picture image={accessory} />
          ) : (
            <Control element={accessory} blockId={findString(block, 'block_id') ?? ''} {...place} />
          )}
        </div>
      );
    }
    default:
      return <FromLibrary block={block} />;
  }
}

function FromLibrary({ block }: { block: JsonObject }) {
  return (
    <Fallback instead={<p className="unknown">{getWords(block)}</p>}>
      <LibraryBlock block={block} />
    </Fallback>
  );
}

function LibraryBlock({ block }: { block: JsonObject }) {
  const { state, isDark } = useShared();
  return (
    <Message
      // The local Slack has checked the block against Slack's own rules before it is shown.
      blocks={[block as unknown as Block]}
      theme={isDark ? 'dark' : 'light'}
      logo=""
      name=""
      withoutWrapper
      data={{
        users: state.users.map(({ id, realName: name }) => ({ id, name })),
        channels: state.channels.map(({ id, name }) => ({ id, name })),
        user_groups: [],
      }}
      hooks={{ emoji: ({ name }, parse) => <Emoji name={name} fallback={parse({ name })} /> }}
    />
  );
}
