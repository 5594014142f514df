import type { JsonObject } from '../../slack/state.ts';
import { findObjects, findString, getWords, isObject } from './json.ts';

/** A table, with the caption and the header of a data table when it is one; the library knows neither numbers nor captions. */
export function DataTable({ block }: { block: JsonObject }) {
  const rows = Array.isArray(block.rows)
    ? block.rows.map((row) => (Array.isArray(row) ? row.filter(isObject) : []))
    : [];
  const [header = [], ...body] = rows;
  const settings = Array.isArray(block.column_settings) ? block.column_settings : [];
  const getClass = (column: number) => {
    const setting = settings[column];
    if (isObject(setting)) return findString(setting, 'align');
    return body[0]?.[column]?.type === 'raw_number' ? 'right' : undefined;
  };
  return (
    <div className="data-table">
      <table>
        {findString(block, 'caption') && <caption>{findString(block, 'caption')}</caption>}
        <thead>
          <Row cells={header} getClass={getClass} cell="th" />
        </thead>
        <tbody>
          {body.map((cells, line) => (
            <Row
              key={`${line}-${cells.map(getCellText).join()}`}
              cells={cells}
              getClass={getClass}
              cell="td"
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row(props: {
  cells: JsonObject[];
  getClass: (column: number) => string | undefined;
  cell: 'th' | 'td';
}) {
  const Cell = props.cell;
  return (
    <tr>
      {props.cells.map((cell, column) => (
        <Cell key={`${column}-${getCellText(cell)}`} className={props.getClass(column)}>
          {getCellText(cell)}
        </Cell>
      ))}
    </tr>
  );
}

/** A cell is a text, a number, or rich text, of which the words are shown. */
function getCellText(cell: JsonObject): string {
  const own = findString(cell, 'text') ?? (typeof cell.value === 'number' ? String(cell.value) : undefined);
  return own ?? findObjects(cell, 'elements').map(getWords).join('');
}
