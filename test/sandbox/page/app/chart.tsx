import type { JsonObject } from '../../slack/state.ts';
import { Pie } from './chart-pie.tsx';
import { Plot } from './chart-plot.tsx';
import { findObject, findObjects, findString, isObject } from './json.ts';

/** What a chart draws, once it is read from its block. */
export interface Series {
  name: string;
  values: number[];
}

/** Slack's own chart. https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
export function Chart({ block }: { block: JsonObject }) {
  const chart = findObject(block, 'chart');
  const title = findString(block, 'title') ?? '';
  const type = findString(chart, 'type') ?? '';
  const segments = findObjects(chart, 'segments').map((each) => ({
    name: findString(each, 'label') ?? '',
    values: [getNumber(each)],
  }));
  const { categories, series, label } = readPlot(chart);
  const shown = type === 'pie' ? segments : series;
  return (
    <figure className="chart" aria-label={`${title}: ${shown.map(describe).join('; ')}`}>
      <figcaption>{title}</figcaption>
      {type === 'pie' ? (
        <Pie segments={segments} />
      ) : (
        <Plot kind={type === 'line' || type === 'area' ? type : 'bar'} {...{ categories, series, label }} />
      )}
      <ul className="legend">
        {shown.map(({ name }, index) => (
          <li key={name} className={`of-${index % 6}`}>
            {name}
          </li>
        ))}
      </ul>
    </figure>
  );
}

function readPlot(chart: JsonObject | undefined) {
  const axes = findObject(chart, 'axis_config');
  const categories = Array.isArray(axes?.categories) ? axes.categories.map(String) : [];
  const series = findObjects(chart, 'series').map((each) => {
    const data = findObjects(each, 'data');
    const values = categories.map((name) => getNumber(data.find(({ label }) => label === name)));
    return { name: findString(each, 'name') ?? '', values };
  });
  return { categories, series, label: findString(axes, 'y_label') };
}

function getNumber(point: JsonObject | undefined): number {
  return isObject(point) && typeof point.value === 'number' ? point.value : 0;
}

function describe({ name, values }: Series): string {
  return `${name} ${values.join(', ')}`;
}
